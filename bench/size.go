package main

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
)

var homeSize = regexp.MustCompile(`home: ([0-9.]+) KiB`)

// sizeFigures asks the web app's own script how much the signed-in home loads at first. The app must be built.
func sizeFigures(ctx context.Context, _ options) ([]figure, error) {
	command := exec.CommandContext(ctx, "npm", "run", "--silent", "size")
	command.Dir = "web"
	out, err := command.CombinedOutput()
	home := homeSize.FindSubmatch(out)
	if home == nil {
		return nil, fmt.Errorf("npm run size: %s, %w", out, err)
	}
	size, err := strconv.ParseFloat(string(home[1]), 64)
	if err != nil {
		return nil, err
	}
	return []figure{{"first load of the signed-in home", size, "KiB", true, 350, ""}}, nil
}
