-- Who took a report back: the lines that are voided for it are voided by that person.

-- +goose Up
ALTER TABLE sales_reports ADD COLUMN cancelled_by uuid;
