-- The scorecard's programme: which metrics count, how much, and between which bounds.

-- +goose Up
-- metrics: [{key, weight, month|quarter|year: {floor, target, stretch}}], in the order of the card.
CREATE TABLE scorecard_programmes (
  version    int PRIMARY KEY,
  valid_from date NOT NULL UNIQUE,
  metrics    jsonb NOT NULL,
  grade_a    numeric(6,2) NOT NULL,
  grade_b    numeric(6,2) NOT NULL,
  grade_c    numeric(6,2) NOT NULL,
  CHECK (grade_a > grade_b AND grade_b > grade_c)
);
INSERT INTO scorecard_programmes VALUES (1, '1900-01-01', '[
  {"key": "revenue_attainment", "weight": 30, "month": {"floor": 50, "target": 100, "stretch": 120}, "quarter": {"floor": 60, "target": 100, "stretch": 115}, "year": {"floor": 70, "target": 100, "stretch": 110}},
  {"key": "revenue_growth", "weight": 15, "month": {"floor": -20, "target": 10, "stretch": 25}, "quarter": {"floor": -15, "target": 10, "stretch": 20}, "year": {"floor": -10, "target": 10, "stretch": 20}},
  {"key": "active_customers", "weight": 10, "month": {"floor": 0, "target": 40, "stretch": 80}, "quarter": {"floor": 0, "target": 60, "stretch": 120}, "year": {"floor": 0, "target": 90, "stretch": 180}},
  {"key": "new_customers", "weight": 10, "month": {"floor": 0, "target": 3, "stretch": 6}, "quarter": {"floor": 0, "target": 8, "stretch": 16}, "year": {"floor": 0, "target": 25, "stretch": 50}},
  {"key": "repeat_rate", "weight": 10, "month": {"floor": 5, "target": 25, "stretch": 45}, "quarter": {"floor": 20, "target": 50, "stretch": 75}, "year": {"floor": 40, "target": 75, "stretch": 95}},
  {"key": "mix_breadth", "weight": 10, "month": {"floor": 25, "target": 80, "stretch": 100}, "quarter": {"floor": 40, "target": 90, "stretch": 100}, "year": {"floor": 50, "target": 95, "stretch": 100}},
  {"key": "report_timeliness", "weight": 10, "month": {"floor": 0, "target": 100, "stretch": 100}, "quarter": {"floor": 30, "target": 100, "stretch": 100}, "year": {"floor": 50, "target": 100, "stretch": 100}},
  {"key": "data_quality", "weight": 5, "month": {"floor": 90, "target": 99, "stretch": 100}, "quarter": {"floor": 90, "target": 99, "stretch": 100}, "year": {"floor": 90, "target": 99, "stretch": 100}}
]', 90, 75, 60);

CALL protect('scorecard_programmes', 'public');
GRANT SELECT, INSERT ON scorecard_programmes TO portal_app, portal_engine;
