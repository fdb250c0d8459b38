package scorecard

import "github.com/shopspring/decimal"

// The mean of the marks, 1 to 5, that customers gave.
func satisfaction(in *Inputs) reckoned {
	if in.Marks == 0 {
		return noData("noAnswers")
	}
	return quotient(decimal.NewFromInt(in.Stars), decimal.NewFromInt(in.Marks))
}

func madeOfMarks(in *Inputs) []Input {
	return []Input{count("marks_sum", in.Stars), count("marks", in.Marks)}
}

func leftOfMarks(in *Inputs) []Exclusion {
	return leaving(nil, "withdrawnAnswers", in.WithdrawnMarks, decimal.NullDecimal{})
}

// 100 × (promoters, who say 9 or 10, − detractors, who say 6 or less) ÷ answers.
func netPromoters(in *Inputs) reckoned {
	if in.Answers == 0 {
		return noData("noAnswers")
	}
	return share(in.Promoters-in.Detractors, in.Answers)
}

func madeOfAnswers(in *Inputs) []Input {
	return []Input{count("promoters", in.Promoters), count("detractors", in.Detractors), count("answers", in.Answers)}
}

func leftOfAnswers(in *Inputs) []Exclusion {
	return leaving(nil, "withdrawnAnswers", in.WithdrawnAnswers, decimal.NullDecimal{})
}
