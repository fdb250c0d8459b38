package partner

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tonglu/portal/internal/fault"
)

// Name is what something is called. The default stands in for a missing translation, which is empty.
type Name struct {
	Default string `json:"default"`
	Hant    string `json:"hant,omitempty"` // 繁體中文
	Hans    string `json:"hans,omitempty"` // 简体中文
}

// Lengths of texts, in characters.
const (
	MaxName = 200
	MaxCode = 64
)

// Report notes a fault of the field: fault.Fields.Add, or a row of a file.
type Report func(field, key string, params fault.Params)

// Check notes what is wrong with the name, as field.default and so on.
func (n Name) Check(report Report) {
	CheckText("name.default", n.Default, true, MaxName, report)
	CheckText("name.zhHant", n.Hant, false, MaxName, report)
	CheckText("name.zhHans", n.Hans, false, MaxName, report)
}

// Trim gives the name without spaces around its parts.
func (n Name) Trim() Name {
	return Name{strings.TrimSpace(n.Default), strings.TrimSpace(n.Hant), strings.TrimSpace(n.Hans)}
}

// CheckText notes a text that is missing, too long, or holds control characters.
func CheckText(field, text string, required bool, most int, report Report) {
	switch {
	case required && strings.TrimSpace(text) == "":
		report(field, "required", nil)
	case utf8.RuneCountInString(text) > most:
		report(field, "text.tooLong", fault.Params{"max": most})
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		report(field, "text.control", nil)
	}
}

// Pattern makes a LIKE pattern that finds the text anywhere, whatever characters it has.
func Pattern(text string) string {
	text = strings.ReplaceAll(strings.TrimSpace(text), "\x00", "")
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
}
