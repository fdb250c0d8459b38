package scorecard

import "github.com/shopspring/decimal"

// Places of required courses that are filled by somebody whose pass is valid on the period's last day, or today ÷ places required.
func trainingCompletion(in *Inputs) reckoned {
	if in.Required == 0 {
		return noData("noCourses")
	}
	return share(in.Passed, in.Required)
}

func madeOfTraining(in *Inputs) []Input {
	return []Input{count("training_passed", in.Passed), count("training_required", in.Required)}
}

func leftOfTraining(in *Inputs) []Exclusion {
	return leaving(nil, "expired", in.Expired, decimal.NullDecimal{})
}

// The mean of the three marks, 1 to 5, of the reviews whose period lies in this one.
func managerReview(in *Inputs) reckoned {
	if in.Reviews == 0 {
		return noData("noReviews")
	}
	return quotient(decimal.NewFromInt(in.Rubric), decimal.NewFromInt(3*in.Reviews))
}

func madeOfReviews(in *Inputs) []Input {
	return []Input{count("review_marks_sum", in.Rubric), count("reviews", in.Reviews)}
}

func leftOfReviews(in *Inputs) []Exclusion {
	return leaving(nil, "replacedReviews", in.Superseded, decimal.NullDecimal{})
}
