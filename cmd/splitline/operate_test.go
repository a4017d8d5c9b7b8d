package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
)

const (
	// commandsPage is written from the command line itself; -update renews it.
	commandsPage = "../../docs/operate/commands.md"
	manualPage   = "../../docs/operate/splitline.1"
)

func TestThePageOfCommandsNamesEveryFlagOfEveryCommand(t *testing.T) {
	want := describeCommands(t)
	if *update {
		if err := os.WriteFile(commandsPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(commandsPage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("%s is not what the command line says; go test ./cmd/splitline -run PageOfCommands -update renews it (-want +got):\n%s",
			commandsPage, diff)
	}
}

func TestTheManualNamesEveryCommand(t *testing.T) {
	manual, err := os.ReadFile(manualPage)
	if err != nil {
		t.Fatal(err)
	}
	named := strings.FieldsFunc(string(manual), func(r rune) bool { return r < 'a' || r > 'z' })
	words := make(map[string]bool)
	for _, word := range named {
		words[word] = true
	}
	for _, command := range commandLine(t).Children {
		if !words[command.Name] {
			t.Errorf("%s does not name the command %s", manualPage, command.Name)
		}
	}
}

// commandLine returns the commands with their arguments and flags.
func commandLine(t *testing.T) *kong.Application {
	t.Helper()
	parser, err := kong.New(new(cli), kong.Name("splitline"))
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model
}

// describeCommands returns the page of commands.
func describeCommands(t *testing.T) string {
	t.Helper()
	page := new(strings.Builder)
	page.WriteString("# Commands and flags\n\nWritten from the command line itself: what each command's `--help` says. " +
		"Exit status: 0 done, 1 failed, 2 wrong usage.\n\nEvery command takes:\n\n")
	app := commandLine(t)
	describeFlags(page, app.Flags)
	for _, command := range app.Leaves(true) {
		fmt.Fprintf(page, "\n## splitline %s\n\n%s\n", command.Path(), command.Help)
		if len(command.Positional) > 0 {
			page.WriteString("\n| argument | what it is |\n| --- | --- |\n")
		}
		for _, argument := range command.Positional {
			fmt.Fprintf(page, "| `%s` | %s |\n", argument.Summary(), inTable(argument.Help))
		}
		if len(command.Flags) > 0 {
			page.WriteString("\n")
			describeFlags(page, command.Flags)
		}
	}
	return page.String()
}

// describeFlags writes a table of flags, --help aside.
func describeFlags(page *strings.Builder, flags []*kong.Flag) {
	page.WriteString("| flag | what it is for | by default |\n| --- | --- | --- |\n")
	for _, flag := range flags {
		if flag.Name == "help" {
			continue
		}
		name := "--" + flag.Name
		switch {
		case flag.Enum != "" && flag.PlaceHolder == "":
			name += " WORD"
		case !flag.IsBool():
			name += " " + flag.FormatPlaceHolder()
		}
		help := flag.Help
		if len(flag.Envs) > 0 {
			help += " Also from the environment: " + strings.Join(flag.Envs, ", ") + "."
		}
		value := ""
		if flag.HasDefault && flag.Default != "" {
			value = "`" + flag.Default + "`"
		} else if flag.Required {
			value = "must be given"
		}
		fmt.Fprintf(page, "| `%s` | %s | %s |\n", name, inTable(help), value)
	}
}

// inTable returns a text as a cell of a Markdown table.
func inTable(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", `\|`)
}
