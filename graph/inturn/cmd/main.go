// Command cmd rewrites gqlgen's generated code in the folder that it is given: lists of elements without resolvers, at whatever depth, are
// answered in turn, and so are the fields of filled; fields that are there without asking anybody are written without a context of their
// own; objects are an inturn.Object each.
package main

import (
	"cmp"
	"fmt"
	"go/format"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// filled are resolvers that have their answer at hand, or whose loaders begin with the list that their objects are in, so that it is
// under way when they are asked.
var filled = map[string][]string{"Account": {"territory", "lastSale", "shares"}, "ScorecardMetric": {"trend"}}

var (
	object     = regexp.MustCompile(`(?ms)^func _([A-Za-z0-9]+)\(ctx context\.Context, ec \*executionContext, sel ast\.SelectionSet, obj .*?^}`)
	fieldOf    = regexp.MustCompile(`(?ms)^func fieldContext_([A-Za-z0-9]+)_\w+\(.*?^}`)
	contextOf  = regexp.MustCompile(`(?ms)^func fieldContext_(\w+)\(.*?^}`)
	child      = regexp.MustCompile(`childFields_([A-Za-z0-9]+)\(`)
	list       = regexp.MustCompile(`(?ms)^func marshal[NO][A-Za-z0-9]+2\S+\(.*?^}`)
	element    = regexp.MustCompile(`return marshal[NO]([A-Za-z0-9]+)2\S+\(ctx, ec, sel, v\[i\]\)`)
	concurrent = "graphql.MarshalSliceConcurrently("
	plain      = regexp.MustCompile(`(?ms)^func _([A-Za-z0-9]+)_(\w+)\(ctx context\.Context, ec \*executionContext, field graphql\.CollectedField, obj [^)]+\) \(ret graphql\.Marshaler\) \{\n.*?^}`)
	atHand     = regexp.MustCompile(`func\(ctx context\.Context\) \(any, error\) \{\n\t\t\treturn (obj\.\w+), nil\n\t\t\},\n\t\tnil,\n\t\tfunc\(ctx context\.Context, selections ast\.SelectionSet, v \S+\) graphql\.Marshaler \{\n\t\t\treturn (marshal\S+)\(ctx, ec, selections, v\)\n`)
	resolving  = regexp.MustCompile(`(?ms)\treturn graphql\.ResolveField\(.*^}`)
	deferred   = regexp.MustCompile(`(?ms)\n\t\t\tif field\.IsDeferred\(\) \{\n.*?^\t\t\t\}\n`)
	ending     = regexp.MustCompile(`(?ms)\tatomic\.AddInt32\(&ec\.Deferred.*?^\t\}\)\n\n`)
	imported   = regexp.MustCompile(`(?m)^\t(?:(\w+) )?"([^"]+)"\n`)
	goroutine  = "out.Concurrently(i, func(ctx context.Context) graphql.Marshaler { return innerFunc(ctx, out) })"
	importLine = "\t\"github.com/99designs/gqlgen/graphql\"\n"
)

func main() {
	if err := rewrite(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func rewrite(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.generated.go"))
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		texts[file] = string(text)
	}
	waits, contexts := waiting(texts), map[string]string{}
	for _, text := range texts {
		for _, f := range contextOf.FindAllStringSubmatch(text, -1) {
			contexts[f[1]] = f[0]
		}
	}
	for file, text := range texts {
		now := list.ReplaceAllStringFunc(text, func(f string) string {
			if e := element.FindStringSubmatch(f); e != nil && known(waits, e[1]) && !waits[e[1]] {
				f = strings.Replace(f, concurrent, "inturn.Slice(", 1)
			}
			return f
		})
		now = plain.ReplaceAllStringFunc(now, func(f string) string { return direct(f, contexts, waits) })
		now = object.ReplaceAllStringFunc(now, light)
		now = used(now)
		for _, name := range slices.Sorted(maps.Keys(filled)) {
			if now, err = inline(now, name, filled[name]); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
		}
		if now == text {
			continue
		}
		formatted, err := format.Source([]byte(now))
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if err := os.WriteFile(file, formatted, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// waiting tells of each object type whether it, or anything below it, has a resolver. What can't be told, below interfaces, counts as one.
func waiting(texts map[string]string) map[string]bool {
	waits, below := map[string]bool{}, map[string][]string{}
	for _, text := range texts {
		for _, f := range object.FindAllStringSubmatch(text, -1) {
			waits[f[1]] = waits[f[1]] || strings.Contains(f[0], "out.Concurrently(")
		}
		for _, f := range fieldOf.FindAllStringSubmatch(text, -1) {
			for _, c := range child.FindAllStringSubmatch(f[0], -1) {
				below[f[1]] = append(below[f[1]], c[1])
			}
			if strings.Contains(f[0], "FieldContext.Child cannot be called on type") {
				below[f[1]] = append(below[f[1]], "")
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for name, children := range below {
			if !waits[name] && slices.ContainsFunc(children, func(c string) bool { return !known(waits, c) || waits[c] }) {
				waits[name], changed = true, true
			}
		}
	}
	return waits
}

// direct has a field that is at hand written as it is. Its context would tell nobody anything: below it nothing is resolved.
func direct(f string, contexts map[string]string, waits map[string]bool) string {
	name, value := plain.FindStringSubmatch(f), atHand.FindStringSubmatch(f)
	if value == nil {
		return f
	}
	context := contexts[name[1]+"_"+name[2]]
	below := child.FindStringSubmatch(context)
	leaf := strings.Contains(context, "graphql.NewScalarFieldContext(")
	if !leaf && (below == nil || !known(waits, below[1]) || waits[below[1]]) {
		return f
	}
	return resolving.ReplaceAllLiteralString(f, "\treturn "+value[2]+"(ctx, ec, field.Selections, "+value[1]+")\n}")
}

// light has an object made as an inturn.Object, of which nothing is deferred: the schema has no such directive.
func light(f string) string {
	if !strings.Contains(f, "deferLabelToView := ") {
		return f
	}
	f = strings.Replace(f, "graphql.NewFieldSet(fields)", "inturn.NewObject(fields)", 1)
	f = strings.Replace(f, "\tdeferredFieldSet := graphql.NewFieldSet(nil)\n\tdeferLabelToView := make(map[string]*graphql.FieldSetView)\n", "", 1)
	f = strings.ReplaceAll(f, "fs *graphql.FieldSet)", "fs *inturn.Object)")
	return ending.ReplaceAllString(deferred.ReplaceAllString(f, ""), "")
}

// used adds the import of what was written and takes away those of what was not left.
func used(text string) string {
	if strings.Contains(text, "inturn.") {
		text = strings.Replace(text, importLine, importLine+"\t\"github.com/tonglu/portal/graph/inturn\"\n", 1)
	}
	return imported.ReplaceAllStringFunc(text, func(line string) string {
		i := imported.FindStringSubmatch(line)
		if name := cmp.Or(i[1], path.Base(i[2])); name != "_" && !regexp.MustCompile(`\b`+name+`\.`).MatchString(text) {
			return ""
		}
		return line
	})
}

func known(waits map[string]bool, name string) bool { _, ok := waits[name]; return ok }

// inline has the resolvers of an object's fields answered where they stand.
func inline(text, name string, fields []string) (string, error) {
	start := strings.Index(text, "func _"+name+"(ctx context.Context, ec *executionContext, sel ast.SelectionSet, obj ")
	if start < 0 {
		return text, nil
	}
	end := start + strings.Index(text[start:], "\n}\n")
	body := text[start:end]
	for _, field := range fields {
		at := strings.Index(body, "\t\tcase \""+field+"\":\n")
		if at < 0 || !strings.Contains(body[at:], goroutine) {
			return "", fmt.Errorf("%s.%s is no resolver", name, field)
		}
		body = body[:at] + strings.Replace(body[at:], goroutine, "out.Values[i] = innerFunc(ctx, out)", 1)
	}
	return text[:start] + body + text[end:], nil
}
