package main

import "context"

func scorecardFigures(context.Context, options) ([]figure, error) { return nil, nil }
