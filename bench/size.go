package main

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
)

var homeSize = regexp.MustCompile(`(\w+) home: ([0-9.]+) KiB`)

// sizeFigures asks the web app's own script how much the signed-in home loads at first. The app must be built.
func sizeFigures(ctx context.Context, _ options) ([]figure, error) {
	command := exec.CommandContext(ctx, "npm", "run", "--silent", "size")
	command.Dir = "web"
	out, err := command.CombinedOutput()
	var figures []figure
	for _, home := range homeSize.FindAllStringSubmatch(string(out), -1) {
		size, err := strconv.ParseFloat(home[2], 64)
		if err != nil {
			return nil, err
		}
		figures = append(figures, figure{"first load of the " + home[1] + "'s home", size, "KiB", true, 350, ""})
	}
	if len(figures) == 0 {
		return nil, fmt.Errorf("npm run size: %s, %w", out, err)
	}
	return figures, nil
}
