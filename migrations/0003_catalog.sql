-- Products, distributors' own codes for them, price policies, exchange rates.

-- +goose Up
CREATE TABLE products (
  id              uuid PRIMARY KEY,
  code            text NOT NULL UNIQUE CHECK (code <> ''),
  name            text NOT NULL CHECK (name <> ''),
  name_hant       text,
  name_hans       text,
  product_line_id uuid NOT NULL REFERENCES product_lines,
  gtin            text UNIQUE CHECK (gtin ~ '^[0-9]{14}$'), -- shorter ones are padded with zeros
  unit            text NOT NULL DEFAULT 'piece',
  status          text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'DISCONTINUED')),
  created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX products_by_name ON products (name, id);
CREATE INDEX products_by_line ON products (product_line_id, code);

CREATE TABLE product_aliases (
  distributor_id uuid NOT NULL,
  alias          text NOT NULL CHECK (alias <> ''),
  product_id     uuid NOT NULL REFERENCES products,
  PRIMARY KEY (distributor_id, alias)
);
CREATE INDEX product_aliases_by_product ON product_aliases (product_id, distributor_id);

CREATE TABLE price_policies (
  id           uuid PRIMARY KEY,
  product_id   uuid NOT NULL REFERENCES products,
  channel_type text,
  valid        daterange NOT NULL CHECK (NOT isempty(valid) AND lower(valid) IS NOT NULL),
  list_price   numeric(18,4) NOT NULL CHECK (list_price >= 0),
  floor_price  numeric(18,4) CHECK (floor_price BETWEEN 0 AND list_price),
  currency     char(3) NOT NULL,
  CONSTRAINT price_policies_overlap EXCLUDE USING gist
    (product_id WITH =, (coalesce(channel_type, '')) WITH =, valid WITH &&)
);

-- A rate holds from its day until the next one of its currency.
CREATE TABLE exchange_rates (
  currency   char(3) NOT NULL,
  valid_from date NOT NULL,
  rate       numeric(20,10) NOT NULL CHECK (rate > 0), -- base-currency units for one unit
  PRIMARY KEY (currency, valid_from)
);

CALL protect('products', 'public');
CALL protect('product_aliases', 'scoped');
CALL protect('price_policies', 'public');
CALL protect('exchange_rates', 'public');
GRANT SELECT, INSERT, UPDATE ON products, exchange_rates TO portal_app, portal_engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON product_aliases, price_policies TO portal_app, portal_engine;
