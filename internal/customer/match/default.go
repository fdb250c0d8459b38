package match

// Default gives the weights of a cold start: what is usual for lists of customers. Learn begins with them, and small sets stay near them.
func Default() Model {
	return Model{Person: defaultPerson, Organization: defaultOrganization, Upper: UpperBound, Lower: LowerBound}
}

type levels = [mostLevels]float64

var defaultPerson = Weights{
	Prior: 0.5,
	M: [fieldCount]levels{
		FieldName:     {0.1, 0.1, 0.1, 0.1, 0.1, 0.5},
		FieldGiven:    {0.10, 0.03, 0.06, 0.11, 0.70},
		FieldFamily:   {0.08, 0.02, 0.06, 0.12, 0.72},
		FieldBirth:    {0.08, 0.06, 0.10, 0.76},
		FieldID:       {0.10, 0.08, 0.82},
		FieldPhone:    {0.28, 0.07, 0.10, 0.55},
		FieldEmail:    {0.20, 0.03, 0.05, 0.12, 0.60},
		FieldStreet:   {0.16, 0.04, 0.05, 0.08, 0.17, 0.50},
		FieldDistrict: {0.15, 0.20, 0.65},
		FieldPlace:    {0.08, 0.03, 0.10, 0.15, 0.08, 0.56},
	},
	U: [fieldCount]levels{
		FieldName:     {0.9, 0.05, 0.03, 0.01, 0.005, 0.005},
		FieldGiven:    {0.95, 0.025, 0.01, 0.005, 0.01},
		FieldFamily:   {0.955, 0.025, 0.01, 0.004, 0.006},
		FieldBirth:    {0.992, 0.0068, 0.0008, 0.0002},
		FieldID:       {0.9999, 0.00006, 0.00004},
		FieldPhone:    {0.9997, 0.0001, 0.0001, 0.0001},
		FieldEmail:    {0.98, 0.0193, 0.0004, 0.0002, 0.0001},
		FieldStreet:   {0.973, 0.018, 0.006, 0.002, 0.0006, 0.0004},
		FieldDistrict: {0.98, 0.01, 0.01},
		FieldPlace:    {0.945, 0.025, 0.015, 0.005, 0.004, 0.006},
	},
}

var defaultOrganization = Weights{
	Prior: 0.5,
	M: [fieldCount]levels{
		FieldName:     {0.07, 0.06, 0.12, 0.12, 0.15, 0.48},
		FieldGiven:    {0.5, 0.1, 0.1, 0.1, 0.2},
		FieldFamily:   {0.5, 0.1, 0.1, 0.1, 0.2},
		FieldBirth:    {0.25, 0.25, 0.25, 0.25},
		FieldID:       {0.10, 0.05, 0.85},
		FieldPhone:    {0.22, 0.03, 0.15, 0.60},
		FieldEmail:    {0.25, 0.15, 0.05, 0.05, 0.50},
		FieldStreet:   {0.14, 0.05, 0.05, 0.08, 0.18, 0.50},
		FieldDistrict: {0.10, 0.05, 0.85},
		FieldPlace:    {0.10, 0.03, 0.12, 0.20, 0.10, 0.45},
	},
	U: [fieldCount]levels{
		FieldName:     {0.977, 0.02, 0.0025, 0.0003, 0.0001, 0.0001},
		FieldGiven:    {0.955, 0.025, 0.01, 0.004, 0.006},
		FieldFamily:   {0.955, 0.025, 0.01, 0.004, 0.006},
		FieldBirth:    {0.992, 0.0068, 0.0008, 0.0002},
		FieldID:       {0.9998, 0.0001, 0.0001},
		FieldPhone:    {0.9992, 0.0003, 0.0002, 0.0003},
		FieldEmail:    {0.985, 0.0145, 0.0002, 0.0001, 0.0002},
		FieldStreet:   {0.973, 0.017, 0.006, 0.002, 0.001, 0.001},
		FieldDistrict: {0.96, 0.01, 0.03},
		FieldPlace:    {0.925, 0.025, 0.02, 0.015, 0.005, 0.01},
	},
}
