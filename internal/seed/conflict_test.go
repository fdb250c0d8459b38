package seed

import (
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/customer"
)

// soldLine is a line of the demo as the database has it.
type soldLine struct {
	ID          uuid.UUID
	Distributor string
	Invoice     string
	Date        time.Time
	Product     string
	ProductLine uuid.UUID
	Place       uuid.UUID
	Area        uuid.UUID // the territory of depth 1 above it
	Channel     string
	Quantity    float64
	Base        float64
	Serial      string
	Customer    *uuid.UUID
	Floor       *float64 // of the day, in the base currency
	Evidence    []string // rules that it is evidence of
}

// TestPlantedConflictsAreFound loads a small demo, matches its accounts, and holds what the rules found against what was planted, and everything else that they
// found against the rule's own words, worked out here.
func TestPlantedConflictsAreFound(t *testing.T) {
	t.Parallel()
	o := Options{Today: today, size: size{24, 900, 14_000}}
	db, deps, _ := load(t, o)
	detector := conflict.NewDetector(deps.Engine, noQueue{}, time.Now)
	if err := customer.NewMatcher(deps.Engine, detector, time.Now, slog.New(slog.DiscardHandler)).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	fieldsHaveWords(t, db)
	rows, err := db.Owner().Query(t.Context(), `
		SELECT l.id, d.code AS distributor, l.invoice_no AS invoice, l.sale_date AS date, p.code AS product, l.product_line_id AS product_line, l.territory_id AS place,
		  (SELECT a.id FROM territories t JOIN territories a ON a.span @> t.span AND a.depth = least(t.depth, 1) WHERE t.id = l.territory_id) AS area,
		  l.channel_type AS channel, l.quantity::float8, l.base_amount::float8 AS base, l.serial, k.customer_id AS customer,
		  (SELECT pp.floor_price::float8 * CASE pp.currency WHEN 'TWD' THEN 1 ELSE (SELECT x.rate FROM exchange_rates x WHERE x.currency = pp.currency AND x.valid_from <= l.sale_date ORDER BY x.valid_from DESC LIMIT 1)::float8 END
		   FROM price_policies pp WHERE pp.product_id = l.product_id AND pp.valid @> l.sale_date AND coalesce(pp.channel_type, l.channel_type) = l.channel_type ORDER BY pp.channel_type NULLS LAST LIMIT 1) AS floor,
		  ARRAY(SELECT o.rule FROM conflict_evidence_own o JOIN conflict_evidence e ON e.id = o.evidence_id WHERE o.distributor_id = l.distributor_id AND o.line_id = l.id AND e.withdrawn_at IS NULL ORDER BY 1) AS evidence
		FROM sale_lines l JOIN distributors d ON d.id = l.distributor_id JOIN products p ON p.id = l.product_id
		LEFT JOIN accounts a ON a.distributor_id = l.distributor_id AND a.id = l.account_id
		LEFT JOIN customer_links k ON k.distributor_id = a.distributor_id AND k.account_id = coalesce(a.merged_into, a.id)
		WHERE l.voided_at IS NULL ORDER BY l.id`)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowToStructByName[soldLine])
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(o)
	if err != nil {
		t.Fatal(err)
	}

	// What was planted is found.
	planted := map[string]map[string]int{} // by rule, then by distributor and invoice, the lines
	for _, p := range w.Plants() {
		rule := p.Rule
		if rule == PlantUndercutBy {
			rule = PlantUndercut
		}
		if planted[rule] == nil {
			planted[rule] = map[string]int{}
		}
		planted[rule][p.Distributor+" "+p.Line.Invoice]++
	}
	found := map[string]map[string]int{}
	for _, l := range lines {
		for _, rule := range l.Evidence {
			if found[rule] == nil {
				found[rule] = map[string]int{}
			}
			found[rule][l.Distributor+" "+l.Invoice]++
		}
	}
	for rule, at := range planted {
		for invoice, n := range at {
			if rule != PlantSpike && found[rule][invoice] < n {
				t.Errorf("%s: %d lines of %s were planted, %d found", rule, n, invoice, found[rule][invoice])
			}
		}
	}
	var spikes int
	if err := db.Owner().QueryRow(t.Context(), `SELECT count(*) FROM signals s JOIN distributors d ON d.id = s.distributor_id JOIN product_lines n ON n.id = s.product_line_id
		WHERE s.kind = 'VOLUME_ANOMALY' AND d.code = 'TW-104' AND n.code = 'TENT' AND s.state = 'OPEN'`).Scan(&spikes); err != nil || spikes == 0 {
		t.Errorf("the planted week raised %d signals, %v", spikes, err)
	}

	// What else was found is what the rule says.
	for rule, explains := range explanations(lines, planted) {
		n := 0
		for _, l := range lines {
			for _, r := range l.Evidence {
				if r != rule {
					continue
				}
				if n++; !explains(l) {
					t.Errorf("%s doesn't explain %s %s", rule, l.Distributor, l.Invoice)
				}
			}
		}
		t.Logf("%s: %d pieces of evidence, %d of them planted", rule, n, sum(planted[rule]))
	}
}

func sum(of map[string]int) (n int) {
	for _, x := range of {
		n += x
	}
	return n
}

// explanations are the rules in other words: they tell of a line whether it is such a fact.
func explanations(lines []soldLine, planted map[string]map[string]int) map[string]func(soldLine) bool {
	bySerial, byCustomer := map[string]map[string]bool{}, map[uuid.UUID][]soldLine{}
	type cell struct {
		product string
		area    uuid.UUID
		week    string
	}
	type sums struct{ on, onQty, off, offQty float64 }
	means := map[cell]*sums{}
	cellOf := func(l soldLine) cell {
		return cell{l.Product, l.Area, l.Date.AddDate(0, 0, -(int(l.Date.Weekday())+6)%7).Format(time.DateOnly)}
	}
	for _, l := range lines {
		if l.Quantity < 0 {
			continue
		}
		if key := l.Product + " " + l.Serial; l.Serial != "" {
			if bySerial[key] == nil {
				bySerial[key] = map[string]bool{}
			}
			bySerial[key][l.Distributor] = true
		}
		if l.Customer != nil {
			byCustomer[*l.Customer] = append(byCustomer[*l.Customer], l)
		}
		c := cellOf(l)
		if means[c] == nil {
			means[c] = &sums{}
		}
		if l.Channel == "ECOMMERCE" {
			means[c].on, means[c].onQty = means[c].on+l.Base, means[c].onQty+l.Quantity
		} else {
			means[c].off, means[c].offQty = means[c].off+l.Base, means[c].offQty+l.Quantity
		}
	}
	near := func(l soldLine, days int, same func(o soldLine) bool) bool {
		for _, o := range byCustomer[*l.Customer] {
			apart := int(o.Date.Sub(l.Date).Hours() / 24)
			if o.Distributor != l.Distributor && max(apart, -apart) <= days && same(o) {
				return true
			}
		}
		return false
	}
	return map[string]func(soldLine) bool{
		PlantOutside: func(l soldLine) bool { return planted[PlantOutside][l.Distributor+" "+l.Invoice] > 0 },
		PlantFloor:   func(l soldLine) bool { return l.Floor != nil && l.Base/l.Quantity < *l.Floor*0.9701 },
		PlantOverlap: func(l soldLine) bool {
			return l.Customer != nil && near(l, 90, func(o soldLine) bool { return o.ProductLine == l.ProductLine })
		},
		PlantSerial: func(l soldLine) bool {
			return len(bySerial[l.Product+" "+l.Serial]) > 1 ||
				l.Customer != nil && near(l, 3, func(o soldLine) bool { return o.Product == l.Product && o.Quantity == l.Quantity })
		},
		PlantUndercut: func(l soldLine) bool {
			m := means[cellOf(l)]
			on, off := m.on/m.onQty, m.off/m.offQty
			return max(on-off, off-on) > 0.1499*off
		},
	}
}
