package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

// superviseCommand is how up calls this program for the supervisor.
const superviseCommand = "supervise-a-fleet"

var errCancelled = errors.New("cancelled; nothing is left running")

func up(chosen options, arguments []string) error {
	specs, err := parseSpecs(arguments)
	if err != nil {
		return usageError{err.Error()}
	}
	given := order{Folder: chosen.dir, KeepLogs: chosen.keepLogs, Specs: specs, Owner: chosen.owner, Timeout: chosen.timeout}
	if chosen.owner != 0 {
		if given.OwnerIdentity = identity(chosen.owner); given.OwnerIdentity == "" {
			return usageError{fmt.Sprintf("--owner %d: there is no such process", chosen.owner)}
		}
	}
	if err := chosen.dir.runs(); err == nil {
		return fmt.Errorf("%w in %s already; end it with: fleet down --dir %s", errRuns, chosen.dir, chosen.dir)
	}
	if given.Programs, err = programs(); err != nil {
		return err
	}
	if _, err := os.Stat(string(chosen.dir)); errors.Is(err, os.ErrNotExist) {
		given.Created = true
		if err := os.MkdirAll(string(chosen.dir), 0o700); err != nil {
			return err
		}
	}
	return startSupervisor(given)
}

// programs builds the Kubernetes programs if need be, and tells their folder.
func programs() (string, error) {
	script := os.Getenv("ORRERY_KUBERNETES_TOOLS")
	if script == "" {
		return "", errors.New("call the script tests/kubernetes/fleet, which knows how to build the Kubernetes programs")
	}
	command := exec.Command(script)
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("the Kubernetes programs are not there: %w", err)
	}
	return strings.TrimSpace(string(output)), nil
}

// startSupervisor returns when the fleet is complete, or when nothing of it is left.
func startSupervisor(given order) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	reports, reporter, err := os.Pipe()
	if err != nil {
		return err
	}
	defer reports.Close()
	command := exec.Command(self, superviseCommand)
	command.ExtraFiles = []*os.File{reporter}
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // Ctrl-C is for us; what it means, we tell
	leash, err := command.StdinPipe()
	if err != nil {
		return err
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	if err := command.Start(); err != nil {
		return err
	}
	reporter.Close()
	cancelled := make(chan struct{})
	go func() {
		<-signals
		close(cancelled)
		leash.Close()
	}()
	if err := json.NewEncoder(leash).Encode(given); err != nil {
		return err
	}
	return follow(given, reports, leash, cancelled)
}

func follow(given order, reports io.Reader, leash io.Writer, cancelled <-chan struct{}) error {
	lines := json.NewDecoder(bufio.NewReader(reports))
	for {
		var line report
		err := lines.Decode(&line)
		select {
		case <-cancelled:
			if err == nil {
				continue // the supervisor is ending everything: wait for it
			}
			return errCancelled
		default:
		}
		switch {
		case err != nil:
			return fmt.Errorf("the supervisor ended unexpectedly; %s may say why", given.Folder.path(logFile))
		case line.Failure != "":
			return failed(line.Failure, line.TimedOut)
		case line.Complete:
			_, err := io.WriteString(leash, kept)
			fmt.Printf("export KUBECONFIG=%s\n", shellWord(given.Folder.path("kubeconfig")))
			return err
		default:
			fmt.Printf("# %s is ready after %.1f s: %s\n", line.Cluster, line.Seconds, line.Server)
		}
	}
}

// shellWord is text that a shell reads as this one word.
func shellWord(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

func down(chosen options, names []string) error {
	if err := noNames("down", names); err != nil {
		return err
	}
	if err := chosen.dir.runs(); err == nil {
		if err := endSupervisor(chosen.dir); err != nil {
			return err
		}
	} else if !errors.Is(err, errNone) {
		return err
	} else {
		fmt.Fprintf(os.Stderr, "fleet: %v\n", err)
	}
	return cleanUp(chosen.dir)
}

// cleanUp removes what the fleet of a killed supervisor has left.
func cleanUp(dir folder) error {
	left, err := dir.readMarker()
	if errors.Is(err, os.ErrNotExist) {
		return nil // the usual case: the supervisor has cleaned up itself
	}
	if err != nil {
		return fmt.Errorf("%s cannot be read, so nothing is removed: %w", dir.path(markerFile), err)
	}
	lock, err := dir.lock(patience)
	if err != nil {
		return err
	}
	dir.clean(left)
	dir.leave(lock, left.Created)
	return nil
}

// endSupervisor asks, waits, and in the end kills: then the kernel ends the children.
func endSupervisor(dir folder) error {
	left, markerErr := dir.readMarker()
	connection, err := dir.dial()
	if err == nil {
		defer connection.Close()
		err = json.NewEncoder(connection).Encode(request{Do: "down"})
	}
	if err == nil {
		_ = connection.SetReadDeadline(time.Now().Add(20 * time.Second))
		_, err = io.Copy(io.Discard, connection) // ends with the supervisor
	}
	if err == nil || errors.Is(err, syscall.ECONNRESET) {
		awaitEnd(left.Supervisor) // its connections close a moment before it is gone
		return nil
	}
	if markerErr != nil {
		return fmt.Errorf("the supervisor does not answer (%w), and %s does not tell its process", err, dir.path(markerFile))
	}
	fmt.Fprintf(os.Stderr, "fleet: the supervisor, process %d, does not answer (%v); killing it\n", left.Supervisor, err)
	if err := syscall.Kill(left.Supervisor, syscall.SIGKILL); err != nil && err != syscall.ESRCH {
		return err
	}
	awaitEnd(left.Supervisor)
	return nil
}

// awaitEnd of a process that is on its way out. A marker that could not be read names none: then there is no waiting.
func awaitEnd(pid int) {
	for pid != 0 && identity(pid) != "" {
		time.Sleep(2 * time.Millisecond)
	}
}

func stopOrStart(what string) func(options, []string) error {
	return func(chosen options, names []string) error {
		if len(names) != 1 {
			return usageError{fmt.Sprintf("%s takes the name of one cluster", what)}
		}
		said, err := chosen.dir.ask(request{Do: what, Name: names[0]})
		if err == nil {
			fmt.Println(said.Text)
		}
		return err
	}
}

func status(chosen options, names []string) error {
	if err := noNames("status", names); err != nil {
		return err
	}
	said, err := chosen.dir.ask(request{Do: "status"})
	if err != nil {
		return err
	}
	if chosen.json {
		lines := json.NewEncoder(os.Stdout)
		lines.SetIndent("", "  ")
		return lines.Encode(said.Clusters)
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "NAME\tSTATE\tSERVER\tREGION\tETCD")
	for _, c := range said.Clusters {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", c.Name, c.State, c.Server, c.Region, c.Etcd)
	}
	return table.Flush()
}
