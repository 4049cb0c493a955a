package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// reusePort is Linux' SO_REUSEPORT, which package syscall does not name.
const reusePort = 15

// dieWithParent makes the kernel end the child when the thread that started it ends, however that comes about.
func dieWithParent(attributes *syscall.SysProcAttr) {
	attributes.Pdeathsig = syscall.SIGKILL
}

// identity tells one process from a later one with the same number; empty when no such process lives. One that has
// ended but whose parent has not asked for its exit code yet does not live.
func identity(pid int) string {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	// The second field, the program's name in parentheses, may itself hold spaces and parentheses.
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	if len(fields) < 20 || fields[0] == "Z" || fields[0] == "X" {
		return ""
	}
	return fields[19] // start time in clock ticks since boot
}

// keepInheritedFromChildren: a pipe or lock that our caller left open must not stay open for as long as the fleet lives.
func keepInheritedFromChildren() {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return
	}
	for _, entry := range entries {
		if fd, err := strconv.Atoi(entry.Name()); err == nil && fd > 2 {
			syscall.CloseOnExec(fd)
		}
	}
}
