-- How much of a distributor's revenue breaches prices or territories, by month: the rollup of what cases hold against it.

-- +goose Up
CREATE TABLE breach_months (
  distributor_id uuid NOT NULL,
  month          date NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('PRICE', 'TERRITORY')),
  lines          bigint NOT NULL,
  revenue        numeric(24,4) NOT NULL,
  PRIMARY KEY (distributor_id, month, kind)
);
CALL protect('breach_months', 'scoped');
GRANT SELECT, INSERT, UPDATE ON breach_months TO portal_app, portal_engine;
