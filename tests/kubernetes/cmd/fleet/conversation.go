package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

// request and answer are one line of JSON each, over fleet.sock.
type request struct {
	Do   string // "status", "stop", "start", "down"
	Name string // of a cluster, for stop and start
}

type answer struct {
	Text     string
	Failure  string
	TimedOut bool
	Clusters []clusterState
}

type clusterState struct {
	Name      string         `json:"name"`
	State     string         `json:"state"`
	Server    string         `json:"server"`
	Etcd      string         `json:"etcd"`
	Region    string         `json:"region,omitempty"`
	Processes map[string]int `json:"processes"` // running ones, by name
}

func (s *supervisor) serve(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			s.finish(fmt.Errorf("%s takes no more connections: %w", socketFile, err))
			return
		}
		go s.converse(connection)
	}
}

func (s *supervisor) converse(connection net.Conn) {
	var asked request
	if err := json.NewDecoder(connection).Decode(&asked); err != nil {
		connection.Close()
		return
	}
	if asked.Do == "down" {
		s.finish(errors.New("fleet down"))
		return // the connection closes with this process: then all is done
	}
	said, err := s.obey(asked)
	if err != nil {
		said = answer{Failure: err.Error(), TimedOut: errors.Is(err, errTimeout)}
	}
	_ = json.NewEncoder(connection).Encode(said)
	connection.Close()
}

func (s *supervisor) obey(asked request) (answer, error) {
	if asked.Do == "status" {
		return s.status(), nil
	}
	c := s.find(asked.Name)
	if c == nil {
		return answer{}, fmt.Errorf("the fleet has no cluster %q", asked.Name)
	}
	select {
	case <-s.complete:
	default:
		return answer{}, errors.New("the fleet is still coming up")
	}
	if asked.Do == "stop" {
		if !c.stopServer() {
			return answer{Text: fmt.Sprintf("%s was stopped already", c.spec.Name)}, nil
		}
		return answer{Text: fmt.Sprintf("%s: the API server is gone", c.spec.Name)}, nil
	}
	ctx, cancel := context.WithTimeout(s.ctx, s.order.Timeout)
	defer cancel()
	started, err := c.startServer(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("%s: %w", c.spec.Name, err)
	}
	if !started {
		return answer{Text: fmt.Sprintf("%s runs already", c.spec.Name)}, nil
	}
	return answer{Text: fmt.Sprintf("%s: the API server is back at %s", c.spec.Name, c.access.Server)}, nil
}

func (s *supervisor) find(name string) *cluster {
	for _, c := range s.clusters {
		if c.spec.Name == name {
			return c
		}
	}
	return nil
}

func (s *supervisor) status() answer {
	var said answer
	for _, c := range s.clusters {
		said.Clusters = append(said.Clusters, c.state(s.ctx))
	}
	return said
}

// state does not wait for a bringUp or startServer that is under way.
func (c *cluster) state(ctx context.Context) clusterState {
	state := clusterState{
		Name: c.spec.Name, Region: c.spec.Region, Server: c.access.Server,
		Etcd:      fmt.Sprintf("http://127.0.0.1:%d", c.ports[1].number),
		Processes: map[string]int{},
	}
	missing := ""
	for _, p := range c.processes() {
		if pid := p.pid(); pid != 0 {
			state.Processes[p.name] = pid
		} else {
			missing += " " + p.name
		}
	}
	if !c.operation.TryLock() {
		state.State = "changing"
		return state
	}
	defer c.operation.Unlock()
	within, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	switch {
	case c.taken && c.etcd.running():
		state.State = "stopped"
	case missing != "":
		state.State = "broken, ended:" + missing
	default:
		if err := c.api.ready(within); err != nil {
			state.State = "not ready"
		} else {
			state.State = "ready"
		}
	}
	return state
}

// ask sends one request to the fleet of a folder. errNone when there is none.
func (f folder) ask(asked request) (answer, error) {
	if err := f.runs(); err != nil {
		return answer{}, err
	}
	connection, err := f.dial()
	if err != nil {
		return answer{}, err
	}
	defer connection.Close()
	if err := json.NewEncoder(connection).Encode(asked); err != nil {
		return answer{}, err
	}
	var said answer
	if err := json.NewDecoder(connection).Decode(&said); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) {
			return answer{}, fmt.Errorf("the fleet in %s ended meanwhile", f)
		}
		return answer{}, err
	}
	if said.Failure != "" {
		return said, failed(said.Failure, said.TimedOut)
	}
	return said, nil
}

// runs is nil while a supervisor lives.
func (f folder) runs() error {
	if _, err := os.Stat(f.path(lockFile)); err != nil {
		return fmt.Errorf("%w in %s", errNone, f)
	}
	lock, err := f.lock(0)
	if errors.Is(err, errRuns) {
		return nil
	}
	if err != nil {
		return err
	}
	lock.Close()
	return fmt.Errorf("%w in %s: its supervisor was killed; clean up with: fleet down --dir %s", errNone, f, f)
}

// dial goes by way of the current folder, since a socket's path has at most 108 characters.
func (f folder) dial() (net.Conn, error) {
	if err := os.Chdir(string(f)); err != nil {
		return nil, err
	}
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		connection, err := net.Dial("unix", socketFile)
		if err == nil || time.Since(began) > 3*time.Second {
			return connection, err // a supervisor that has just begun does not listen yet
		}
	}
}
