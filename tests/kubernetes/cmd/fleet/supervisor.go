package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"sync"
	"syscall"
	"time"
)

// order is what `up` tells the supervisor on its standard input.
type order struct {
	Folder        folder
	Created       bool
	KeepLogs      bool
	Specs         []Spec
	Programs      string // folder of the Kubernetes programs
	Owner         int    // 0: none
	OwnerIdentity string
	Timeout       time.Duration
}

// report is one line of what the supervisor tells `up` while the clusters come up.
type report struct {
	Cluster  string
	Server   string
	Seconds  float64
	Complete bool   // all clusters are ready
	Failure  string // nothing is left
	TimedOut bool
}

// kept is what `up` answers to Complete. If it ends without that answer, the fleet does too.
const kept = "kept\n"

var errTimeout = errors.New("time is up")

// timeout is an errTimeout with its own words.
type timeout struct{ text string }

func (t timeout) Error() string        { return t.text }
func (t timeout) Is(target error) bool { return target == errTimeout }

// failed is an error that comes from the other process.
func failed(text string, timedOut bool) error {
	if timedOut {
		return timeout{text}
	}
	return errors.New(text)
}

// supervisor owns all processes of one fleet and ends with them.
type supervisor struct {
	order    order
	clusters []*cluster
	ctx      context.Context
	finish   context.CancelCauseFunc // the cause is why the fleet ends
	complete chan struct{}           // closed when all clusters are up
}

// supervise is the whole life of a fleet: `up` starts it as a process of its own.
func supervise() int {
	signal.Ignore(syscall.SIGPIPE) // of reports to an `up` that is gone
	input := bufio.NewReader(os.Stdin)
	reports := json.NewEncoder(os.NewFile(3, "reports"))
	line, err := input.ReadBytes('\n')
	if err != nil {
		return exitFailed
	}
	s := &supervisor{complete: make(chan struct{})}
	if err := json.Unmarshal(line, &s.order); err != nil {
		return exitFailed
	}
	s.ctx, s.finish = context.WithCancelCause(context.Background())
	if err := s.live(input, reports); err != nil {
		log.Print(err)
		_ = reports.Encode(report{Failure: err.Error(), TimedOut: errors.Is(err, errTimeout)})
		return exitFailed
	}
	return exitDone
}

// live returns an error when the fleet did not come up. In any case nothing runs any more.
func (s *supervisor) live(input *bufio.Reader, reports *json.Encoder) error {
	place := s.order.Folder
	lock, err := place.lock(patience)
	if err != nil {
		return err
	}
	defer func() { place.leave(lock, s.order.Created) }()
	listener, err := s.settle()
	if err != nil {
		return err
	}
	go s.watchLeash(input)
	go s.watchWorld(lock)
	go s.serve(listener)
	defer s.tearDown(lock)

	if err := s.bringAllUp(reports); err != nil {
		s.finish(err)
		return context.Cause(s.ctx) // the first cause counts
	}
	close(s.complete)
	_ = reports.Encode(report{Complete: true})
	<-s.ctx.Done()
	log.Printf("the fleet ends: %v", context.Cause(s.ctx))
	return nil
}

// settle makes the folder the fleet's own, and the current one: a socket's path has at most 108 characters.
func (s *supervisor) settle() (net.Listener, error) {
	place := s.order.Folder
	created, err := place.claim(s.order.Specs)
	s.order.Created = s.order.Created || created
	if err != nil {
		return nil, err
	}
	syscall.Umask(0o077)
	if err := os.Chdir(string(place)); err != nil {
		return nil, err
	}
	if err := place.writeMarker(s.marker()); err != nil {
		return nil, err
	}
	listener, err := s.prepare()
	if err != nil {
		place.clean(s.marker())
	}
	return listener, err
}

func (s *supervisor) prepare() (net.Listener, error) {
	output, err := os.OpenFile(logFile, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	log.SetOutput(output)
	if err := debug.SetCrashOutput(output, debug.CrashOptions{}); err != nil {
		return nil, err
	}
	if err := os.Symlink(filepath.Join(s.order.Programs, "kubectl"), "kubectl"); err != nil {
		return nil, err
	}
	for _, spec := range s.order.Specs {
		c, err := newCluster(spec, s.order.Folder.path(spec.Name), s.order.Programs)
		if err != nil {
			return nil, err
		}
		s.clusters = append(s.clusters, c)
	}
	return net.Listen("unix", socketFile)
}

func (s *supervisor) marker() marker {
	m := marker{Supervisor: os.Getpid(), Created: s.order.Created, KeepLogs: s.order.KeepLogs}
	for _, spec := range s.order.Specs {
		m.Clusters = append(m.Clusters, spec.Name)
	}
	return m
}

// bringAllUp brings all clusters up at once and writes the kubeconfig last: where it is, all are ready.
func (s *supervisor) bringAllUp(reports *json.Encoder) error {
	ctx, cancel := context.WithTimeout(s.ctx, s.order.Timeout)
	defer cancel()
	began := time.Now()
	var wait sync.WaitGroup
	var telling sync.Mutex
	for _, c := range s.clusters {
		wait.Go(func() {
			if err := c.bringUp(ctx); err != nil {
				s.finish(fmt.Errorf("%s: %w", c.spec.Name, err))
				return
			}
			telling.Lock()
			defer telling.Unlock()
			_ = reports.Encode(report{Cluster: c.spec.Name, Server: c.access.Server, Seconds: time.Since(began).Seconds()})
		})
	}
	wait.Wait()
	if s.ctx.Err() != nil {
		return context.Cause(s.ctx)
	}
	var entries []access
	for _, c := range s.clusters {
		entries = append(entries, c.access)
	}
	return writeWhole(s.order.Folder.path("kubeconfig"), kubeconfig(entries))
}

// watchLeash ends the fleet when `up` ends before it could tell its user that the fleet is there.
func (s *supervisor) watchLeash(input *bufio.Reader) {
	answer, _ := input.ReadString('\n')
	if answer != kept {
		s.finish(errors.New("fleet up was ended"))
	}
	_, _ = io.Copy(io.Discard, input)
}

// watchWorld ends the fleet when its owner ends, its folder goes, or it is told by a signal.
func (s *supervisor) watchWorld(lock *os.File) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	tick := time.NewTicker(300 * time.Millisecond)
	for {
		select {
		case got := <-signals:
			s.finish(fmt.Errorf("signal: %v", got))
		case <-tick.C:
			if s.order.Owner != 0 && identity(s.order.Owner) != s.order.OwnerIdentity {
				s.finish(fmt.Errorf("its owner, process %d, has ended", s.order.Owner))
			}
			if !s.order.Folder.isLockedBy(lock) {
				s.finish(fmt.Errorf("%s was removed", s.order.Folder))
			}
		}
	}
}

func (s *supervisor) tearDown(lock *os.File) {
	var wait sync.WaitGroup
	for _, c := range s.clusters {
		wait.Go(c.end)
	}
	wait.Wait()
	if s.order.Folder.isLockedBy(lock) {
		s.order.Folder.clean(s.marker())
	}
}
