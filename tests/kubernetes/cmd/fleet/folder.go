package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// folder is D, the fleet's place on disk. Next to kubeconfig and one folder per cluster it holds fleet.lock (locked as
// long as the supervisor lives), fleet.json (what is to be cleaned up), fleet.sock and fleet.log.
type folder string

// marker is the content of fleet.json.
type marker struct {
	Supervisor int      `json:"supervisor"`
	Clusters   []string `json:"clusters"`
	Created    bool     `json:"created"`  // D did not exist before
	KeepLogs   bool     `json:"keepLogs"` // after the end
}

const (
	lockFile   = "fleet.lock"
	markerFile = "fleet.json"
	socketFile = "fleet.sock"
	logFile    = "fleet.log"
)

var (
	errRuns = errors.New("a fleet runs")
	errNone = errors.New("no fleet runs")
)

func (f folder) path(name string) string { return filepath.Join(string(f), name) }

// patience outlasts another command that looks (with a lock of its own) whether a fleet runs.
const patience = 200 * time.Millisecond

// lock fails with errRuns while a supervisor lives.
func (f folder) lock(patience time.Duration) (*os.File, error) {
	for began := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		file, err := os.OpenFile(f.path(lockFile), os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil && f.isLockedBy(file) {
			return file, nil
		}
		file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			if time.Since(began) < patience {
				continue
			}
			return nil, fmt.Errorf("%w in %s already; end it with: fleet down --dir %s", errRuns, f, f)
		}
		if err != nil {
			return nil, err
		}
		// Somebody removed the file between our two steps: lock the one that is there now.
	}
}

// isLockedBy is false when the folder has been removed and perhaps made anew by another fleet.
func (f folder) isLockedBy(file *os.File) bool {
	ours, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(f.path(lockFile))
	return err == nil && os.SameFile(ours, there)
}

func (f folder) readMarker() (marker, error) {
	var found marker
	content, err := os.ReadFile(f.path(markerFile))
	if err != nil {
		return found, err
	}
	return found, json.Unmarshal(content, &found)
}

func (f folder) writeMarker(m marker) error {
	content, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return writeWhole(f.path(markerFile), append(content, '\n'))
}

// claim removes what an earlier fleet has left (its supervisor was killed, or it kept its logs) and makes sure that
// nothing of anybody else's is overwritten. Tells whether a fleet made the folder. The caller holds the lock.
func (f folder) claim(specs []Spec) (created bool, err error) {
	if left, err := f.readMarker(); err == nil {
		created = left.Created
		left.KeepLogs = false
		f.clean(left)
	}
	names := []string{"kubeconfig", "kubectl"}
	for _, spec := range specs {
		names = append(names, spec.Name)
	}
	for _, name := range names {
		if _, err := os.Lstat(f.path(name)); !errors.Is(err, fs.ErrNotExist) {
			return created, fmt.Errorf("%s exists and was not made by a fleet; choose another --dir", f.path(name))
		}
	}
	return created, nil
}

// clean removes what a fleet has made, and nothing else. The caller holds the lock, whose file is left. Where logs are
// kept the marker is too, so that the next fleet may take their place.
func (f folder) clean(m marker) {
	remove := []string{"kubeconfig", "kubectl", socketFile}
	if m.KeepLogs {
		for _, name := range m.Clusters {
			f.keepLogsOnly(name)
		}
	} else {
		remove = append(remove, m.Clusters...)
		remove = append(remove, logFile, markerFile) // the marker last: until then, all can still be found
	}
	for _, name := range remove {
		_ = os.RemoveAll(f.path(name))
	}
}

func (f folder) keepLogsOnly(cluster string) {
	entries, _ := os.ReadDir(f.path(cluster))
	for _, entry := range entries {
		if filepath.Ext(entry.Name()) != ".log" {
			_ = os.RemoveAll(filepath.Join(f.path(cluster), entry.Name()))
		}
	}
}

// leave gives up the lock and, when the fleet made the folder and nothing is in it, the folder.
func (f folder) leave(lock *os.File, created bool) {
	if f.isLockedBy(lock) {
		_ = os.Remove(f.path(lockFile))
		if created {
			_ = os.Remove(string(f)) // refused when it is not empty
		}
	}
	lock.Close()
}
