-- +goose Up
-- Statistics by distributor mislead: while there are few distributors, all of them are known to the planner, and one that
-- is new is taken for one without rows. Its first file of a million rows would then be brought in by plans that read all of
-- the distributor's rows for each of a chunk's. Without statistics each distributor is taken for one of two hundred.
ALTER TABLE accounts ALTER distributor_id SET STATISTICS 0;
ALTER TABLE account_contacts ALTER distributor_id SET STATISTICS 0;
ALTER TABLE account_years ALTER distributor_id SET STATISTICS 0;
ALTER TABLE sale_lines ALTER distributor_id SET STATISTICS 0;
ALTER TABLE sale_line_notes ALTER distributor_id SET STATISTICS 0;
ALTER TABLE report_rows ALTER distributor_id SET STATISTICS 0;
ALTER TABLE report_row_cells ALTER distributor_id SET STATISTICS 0;
ALTER TABLE sales_by_product ALTER distributor_id SET STATISTICS 0;

-- Rows that are changed again and again find room for it beside them, and their indexes stay as they are.
ALTER TABLE accounts SET (fillfactor = 80);
ALTER TABLE account_years SET (fillfactor = 75);
ALTER TABLE sales_by_product SET (fillfactor = 80);
