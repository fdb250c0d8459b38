-- Sales by where they went and what line they are of, without the products: what cards and the channel view add up.

-- +goose Up
-- What sales_by_product says, for a market or a region: as many times shorter as a line has products. Equals a sum over the live lines
-- and the standing credit, always; portal verify compares.
CREATE TABLE sales_by_territory (
  distributor_id  uuid NOT NULL,
  month           date NOT NULL,
  territory_id    uuid NOT NULL, -- all zeros where the lines do not say
  product_line_id uuid NOT NULL,
  channel_type    text NOT NULL,
  lines           bigint NOT NULL,
  revenue         numeric(24,4) NOT NULL,
  PRIMARY KEY (distributor_id, month, territory_id, product_line_id, channel_type)
) WITH (fillfactor = 80); -- as 0007_plans.sql says
CREATE INDEX sales_by_territory_by_month ON sales_by_territory (month, distributor_id);
ALTER TABLE sales_by_territory ALTER distributor_id SET STATISTICS 0;
CALL protect('sales_by_territory', 'scoped');
GRANT SELECT, INSERT, UPDATE ON sales_by_territory TO portal_app, portal_engine;

-- From the lines themselves: a cell of sales_by_product has the line that its product was of when it began.
INSERT INTO sales_by_territory (distributor_id, month, territory_id, product_line_id, channel_type, lines, revenue)
SELECT distributor_id, month, territory_id, product_line_id, channel_type, sum(lines), sum(revenue) FROM (
  SELECT distributor_id, date_trunc('month', sale_date::timestamp)::date AS month, coalesce(territory_id, '00000000-0000-0000-0000-000000000000') AS territory_id,
    product_line_id, channel_type, count(*) AS lines, sum(base_amount) AS revenue
  FROM sale_lines WHERE voided_at IS NULL GROUP BY 1, 2, 3, 4, 5
  UNION ALL
  SELECT distributor_id, month, coalesce(territory_id, '00000000-0000-0000-0000-000000000000'), product_line_id, channel_type, 0, sum(amount)
  FROM credit_entries WHERE reversed_at IS NULL GROUP BY 1, 2, 3, 4, 5) s
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5;
