-- What a distributor sold in a month through each kind of channel, and what it is listed for: what the channel view adds up for the whole brand.

-- +goose Up
-- Of a thousand distributors the cells by product are millions, and their list prices may change afterwards: a job adds them up when they moved.
CREATE TABLE channel_months (
  distributor_id uuid NOT NULL,
  month          date NOT NULL,
  channel_type   text NOT NULL,
  lines          bigint NOT NULL,
  revenue        numeric NOT NULL,
  net            numeric NOT NULL, -- of the revenue, what has a list price
  listed         numeric NOT NULL, -- and for how much that is listed, in the base currency
  PRIMARY KEY (distributor_id, month, channel_type)
) WITH (fillfactor = 80); -- as 0007_plans.sql says
CREATE INDEX channel_months_by_month ON channel_months (month, distributor_id);
ALTER TABLE channel_months ALTER distributor_id SET STATISTICS 0;
CALL protect('channel_months', 'scoped');
GRANT SELECT, INSERT, UPDATE ON channel_months TO portal_engine;
GRANT SELECT ON channel_months TO portal_app;

-- The versions that a distributor's months were added up at. They count while those are its versions, and not else.
CREATE TABLE channel_keeps (
  distributor_id uuid PRIMARY KEY,
  seen           bigint NOT NULL, -- of its data
  inputs         bigint NOT NULL  -- the sum of those of prices, rates and the brand's currency, which only ever rise
);
CALL protect('channel_keeps', 'scoped');
GRANT SELECT, INSERT, UPDATE ON channel_keeps TO portal_engine;
GRANT SELECT ON channel_keeps TO portal_app;
