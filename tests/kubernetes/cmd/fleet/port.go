package main

import (
	"fmt"
	"syscall"
)

// port is a free port of 127.0.0.1, reserved until it is released: this socket is bound, but never listens, and the
// kernel gives the port to nobody but programs of the same user that ask for SO_REUSEPORT as well. So two fleets that
// start together do not meet, and a cluster whose API server is stopped finds its port free again; meanwhile whoever
// connects is refused.
type port struct {
	number int
	socket int
}

func reservePort() (*port, error) {
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return nil, fmt.Errorf("no socket: %w", err)
	}
	syscall.CloseOnExec(socket)
	reserved := &port{socket: socket}
	if err := reserved.bind(); err != nil {
		reserved.release()
		return nil, fmt.Errorf("no free port on 127.0.0.1: %w", err)
	}
	return reserved, nil
}

func (p *port) bind() error {
	if err := syscall.SetsockoptInt(p.socket, syscall.SOL_SOCKET, reusePort, 1); err != nil {
		return err
	}
	if err := syscall.Bind(p.socket, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return err
	}
	name, err := syscall.Getsockname(p.socket)
	if err != nil {
		return err
	}
	p.number = name.(*syscall.SockaddrInet4).Port
	return nil
}

func (p *port) release() { _ = syscall.Close(p.socket) }
