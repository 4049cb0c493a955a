package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// process is one program of a cluster. It may be started again after it has ended. Any goroutine may call it.
type process struct {
	name      string // as people know it: "kube-apiserver"
	program   string
	arguments []string
	log       string // appended to

	mutex   sync.Mutex
	command *exec.Cmd
	ended   chan struct{} // closed when command has ended; nil before the first start
}

// starts runs every fork on one thread that lives as long as the supervisor: Linux ends a child with the *thread* that
// started it (see dieWithParent), and Go ends threads as it likes.
var starts = make(chan func())

func init() {
	go func() {
		runtime.LockOSThread()
		for start := range starts {
			start()
		}
	}()
}

func (p *process) start() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	command := exec.Command(p.program, p.arguments...)
	command.Dir = filepath.Dir(p.log)
	command.Stdout, command.Stderr = log, log
	command.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + command.Dir, "TMPDIR=" + os.TempDir()}
	command.SysProcAttr = &syscall.SysProcAttr{}
	dieWithParent(command.SysProcAttr)

	started := make(chan error)
	starts <- func() { started <- command.Start() }
	if err := <-started; err != nil {
		return fmt.Errorf("%s does not start: %w", p.name, err)
	}
	p.command, p.ended = command, make(chan struct{})
	go func(ended chan struct{}) {
		_ = command.Wait() // how it ended is in ProcessState
		close(ended)
	}(p.ended)
	return nil
}

func (p *process) current() (*exec.Cmd, chan struct{}) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.command, p.ended
}

func (p *process) running() bool {
	_, ended := p.current()
	if ended == nil {
		return false
	}
	select {
	case <-ended:
		return false
	default:
		return true
	}
}

// pid is 0 when the process does not run.
func (p *process) pid() int {
	if command, _ := p.current(); command != nil && p.running() {
		return command.Process.Pid
	}
	return 0
}

// end returns when the process is gone. Without grace it is killed at once.
func (p *process) end(grace time.Duration) {
	command, ended := p.current()
	if ended == nil {
		return
	}
	if grace > 0 {
		_ = command.Process.Signal(syscall.SIGTERM) // fails when it has ended already, which is as well
		select {
		case <-ended:
			return
		case <-time.After(grace):
		}
	}
	_ = command.Process.Kill()
	<-ended
}

// failure tells how the process ended and what it said last.
func (p *process) failure() error {
	command, ended := p.current()
	if ended == nil {
		return fmt.Errorf("%s was not started", p.name)
	}
	<-ended
	return fmt.Errorf("%s ended (%s). Its last words:\n%s", p.name, command.ProcessState, p.lastLines(12))
}

func (p *process) lastLines(count int) string {
	content, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(string(bytes.TrimSpace(content)), "\n")
	return "    " + strings.Join(lines[max(0, len(lines)-count):], "\n    ")
}
