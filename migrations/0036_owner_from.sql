-- A customer keeps its owner when it is merged with one that has none, and takes it along when it stands for itself again.

-- +goose Up
-- The customer whose accounts brought the owner; NULL where a case said so of this one itself.
ALTER TABLE customers ADD COLUMN owner_from uuid;
CREATE INDEX customers_by_owner_from ON customers (owner_from) WHERE owner_from IS NOT NULL;

-- Of what was merged before: from each customer that has an owner up to the first that has one, too.
WITH RECURSIVE up AS (
  SELECT c.merged_into AS id, c.id AS root, c.owner_id, 1 AS steps FROM customers c WHERE c.owner_id IS NOT NULL AND c.merged_into IS NOT NULL
  UNION ALL SELECT c.merged_into, u.root, u.owner_id, u.steps + 1 FROM up u JOIN customers c ON c.id = u.id
  WHERE c.owner_id IS NULL AND c.merged_into IS NOT NULL AND u.steps < 100
)
UPDATE customers k SET owner_id = u.owner_id, owner_from = u.root
FROM (SELECT DISTINCT ON (id) id, root, owner_id FROM up ORDER BY id, steps, root) u WHERE u.id = k.id AND k.owner_id IS NULL;
