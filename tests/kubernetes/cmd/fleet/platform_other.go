//go:build !linux

package main

import "syscall"

const reusePort = syscall.SO_REUSEPORT

// dieWithParent: only Linux can tie a child to its parent. Elsewhere the children share the supervisor's process group,
// so that one `kill -9 -- -PID` ends what a killed supervisor has left.
func dieWithParent(*syscall.SysProcAttr) {}

// identity is empty when no such process lives.
func identity(pid int) string {
	if err := syscall.Kill(pid, 0); err == nil || err == syscall.EPERM {
		return "alive"
	}
	return ""
}

// keepInheritedFromChildren: a pipe or lock that our caller left open must not stay open for as long as the fleet lives.
func keepInheritedFromChildren() {
	for fd := 3; fd < 256; fd++ {
		syscall.CloseOnExec(fd)
	}
}
