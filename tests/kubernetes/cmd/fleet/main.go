// Command fleet runs complete Kubernetes clusters as plain processes on 127.0.0.1, for tests and for trying things out.
//
// `fleet up` starts a supervisor, a process of its own that owns all the others and ends with them; the other commands
// talk to it. See usage below and README.md two folders up.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	exitDone      = 0
	exitFailed    = 1
	exitUsage     = 2
	exitTimeout   = 4
	exitCancelled = 130
)

const usage = `Complete Kubernetes clusters (etcd, API server, controllers, scheduler, two simulated nodes each) on 127.0.0.1.

  fleet up --dir D [--owner PID] [--timeout 2m] [--keep-logs] NAME[:REGION[:ZONE]]...
  fleet status --dir D [--json]
  fleet stop --dir D NAME       takes the API server of one cluster away, and what works through it (etcd stays)
  fleet start --dir D NAME      brings it back on the same port, and waits until it is ready
  fleet down --dir D            ends all and removes what up has made; content when there is nothing

up returns when all clusters are ready. Then D/kubeconfig has one context per NAME (the current one is the first),
D/kubectl is the matching kubectl, and D/NAME/*.log is what each program says.
The fleet ends with 'down', when D is removed, or when the process --owner PID ends: in a script, --owner $$.
REGION and ZONE become labels of the nodes; without REGION they have none.

Exit codes: 0 done, 1 failed, 2 usage, 4 timed out, 77 Go >= 1.26 is missing, 130 cancelled.
`

// usageError is the caller's mistake.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func main() {
	keepInheritedFromChildren()
	if len(os.Args) == 2 && os.Args[1] == superviseCommand {
		os.Exit(supervise())
	}
	err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "fleet: %v\n", err)
	}
	os.Exit(exitCode(err))
}

func exitCode(err error) int {
	var code interface{ ExitCode() int }
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usageError{}):
		return exitUsage
	case errors.Is(err, errTimeout):
		return exitTimeout
	case errors.Is(err, errCancelled):
		return exitCancelled
	case errors.As(err, &code): // of the script that builds the programs
		return code.ExitCode()
	}
	return exitFailed
}

// options are all that any command knows; each takes its own.
type options struct {
	dir      folder
	owner    int
	timeout  time.Duration
	keepLogs bool
	json     bool
}

func run(arguments []string) error {
	if len(arguments) == 0 {
		return usageError{"what to do? up, down, stop, start or status; see fleet --help"}
	}
	if arguments[0] == "help" || wantsHelp(arguments) {
		fmt.Print(usage)
		return nil
	}
	command, chosen := arguments[0], options{}
	actions := map[string]func(options, []string) error{
		"up": up, "down": down, "stop": stopOrStart("stop"), "start": stopOrStart("start"), "status": status,
	}
	action, known := actions[command]
	if !known {
		return usageError{fmt.Sprintf("there is no command %q: up, down, stop, start or status; see fleet --help", command)}
	}
	names, err := chosen.parse(command, arguments[1:])
	if err != nil {
		return err
	}
	return action(chosen, names)
}

func wantsHelp(arguments []string) bool {
	for _, argument := range arguments {
		if argument == "--help" || argument == "-h" {
			return true
		}
	}
	return false
}

// parse lets options and names come in any order.
func (o *options) parse(command string, arguments []string) ([]string, error) {
	flags := flag.NewFlagSet(command, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	dir := flags.String("dir", "", "")
	switch command {
	case "up":
		flags.IntVar(&o.owner, "owner", 0, "")
		flags.DurationVar(&o.timeout, "timeout", 2*time.Minute, "")
		flags.BoolVar(&o.keepLogs, "keep-logs", false, "")
	case "status":
		flags.BoolVar(&o.json, "json", false, "")
	}
	var names []string
	for len(arguments) > 0 {
		if !strings.HasPrefix(arguments[0], "-") {
			names, arguments = append(names, arguments[0]), arguments[1:]
			continue
		}
		if err := flags.Parse(arguments); err != nil {
			return nil, usageError{fmt.Sprintf("%s: %v; see fleet --help", command, err)}
		}
		arguments = flags.Args()
	}
	if *dir == "" {
		return nil, usageError{fmt.Sprintf("%s needs --dir D, the fleet's folder", command)}
	}
	if o.timeout < 0 || (command == "up" && o.timeout == 0) {
		return nil, usageError{"--timeout must be more than nothing, for example 90s"}
	}
	absolute, err := filepath.Abs(*dir)
	o.dir = folder(absolute)
	return names, err
}

func noNames(command string, names []string) error {
	if len(names) > 0 {
		return usageError{fmt.Sprintf("%s takes no name; %q is one too many", command, names[0])}
	}
	return nil
}
