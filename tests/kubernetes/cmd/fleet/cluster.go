package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const nodesPerCluster = 2

// cluster is one complete Kubernetes cluster on this machine. bringUp, stopServer, startServer and end exclude each other.
type cluster struct {
	spec   Spec
	folder string
	access access
	api    *apiClient
	ports  []*port

	etcd      *process
	apiserver *process
	others    []*process // all that work through the API server

	operation sync.Mutex
	taken     bool // under operation: the API server was taken away by stopServer
}

// newCluster prepares the folder; nothing runs yet.
func newCluster(spec Spec, folder, programs string) (*cluster, error) {
	c := &cluster{spec: spec, folder: folder}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	for range 3 {
		reserved, err := reservePort()
		if err != nil {
			return nil, err
		}
		c.ports = append(c.ports, reserved)
	}
	if err := c.writeCredentials(); err != nil {
		return nil, err
	}
	client, err := newAPIClient(c.access)
	c.api = client
	c.describe(programs)
	return c, err
}

func (c *cluster) file(name string) string { return filepath.Join(c.folder, name) }

func (c *cluster) writeCredentials() error {
	ca, err := newAuthority(c.spec.Name)
	if err != nil {
		return err
	}
	server, err := ca.serverPair()
	if err != nil {
		return err
	}
	admin, err := ca.adminPair()
	if err != nil {
		return err
	}
	accounts, err := serviceAccountPair()
	if err != nil {
		return err
	}
	address := fmt.Sprintf("https://127.0.0.1:%d", c.ports[0].number)
	c.access = access{Name: c.spec.Name, Server: address, CA: ca.Certificate, Admin: admin}
	for name, content := range map[string][]byte{
		"ca.crt": ca.Certificate, "ca.key": ca.Key, "server.crt": server.Certificate, "server.key": server.Key,
		"service-accounts.pub": accounts.Certificate, "service-accounts.key": accounts.Key,
		"admin.kubeconfig": kubeconfig([]access{c.access}),
	} {
		if err := os.WriteFile(c.file(name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// describe decides with which flags each program runs.
func (c *cluster) describe(programs string) {
	make := func(name string, arguments ...string) *process {
		return &process{name: name, program: filepath.Join(programs, name), arguments: arguments, log: c.file(name + ".log")}
	}
	storage := fmt.Sprintf("http://127.0.0.1:%d", c.ports[1].number)
	peers := fmt.Sprintf("http://127.0.0.1:%d", c.ports[2].number)
	administrator := "--kubeconfig=" + c.file("admin.kubeconfig")

	c.etcd = make("etcd", "--data-dir="+c.file("etcd"), "--listen-client-urls="+storage, "--advertise-client-urls="+storage,
		"--listen-peer-urls="+peers, "--initial-advertise-peer-urls="+peers, "--initial-cluster=default="+peers,
		"--socket-reuse-port", "--unsafe-no-fsync", "--log-level=warn")
	c.apiserver = make("kube-apiserver", "--etcd-servers="+storage,
		fmt.Sprintf("--secure-port=%d", c.ports[0].number), "--bind-address=127.0.0.1", "--permit-port-sharing",
		// An address that nobody has (RFC 5737): the server wants one that is not loopback, also on a machine without a network.
		"--advertise-address=192.0.2.1",
		"--tls-cert-file="+c.file("server.crt"), "--tls-private-key-file="+c.file("server.key"),
		"--client-ca-file="+c.file("ca.crt"), "--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file="+c.file("service-accounts.pub"),
		"--service-account-signing-key-file="+c.file("service-accounts.key"),
		"--authorization-mode=RBAC", "--service-cluster-ip-range=10.0.0.0/24", "--profiling=false")
	c.others = []*process{
		make("kube-controller-manager", administrator, "--root-ca-file="+c.file("ca.crt"),
			"--service-account-private-key-file="+c.file("service-accounts.key"), "--use-service-account-credentials",
			"--leader-elect=false", "--secure-port=0", "--profiling=false",
			// Each controller asks for its own token when it starts; at the usual 20 requests per second that takes 5 s.
			"--kube-api-qps=1000", "--kube-api-burst=1000",
			"--flex-volume-plugin-dir="+c.file("volume-plugins"), // else it makes a folder in /usr/libexec
			// Simulated nodes do not fail by themselves. Otherwise they count as dead when the API server was away for a minute,
			// and their pods become unready, which kwok, unlike a kubelet, does not put right.
			"--node-monitor-grace-period=24h"),
		make("kube-scheduler", administrator, "--leader-elect=false", "--secure-port=0", "--profiling=false"),
		make("kwok", administrator, "--config="+filepath.Join(programs, "stages.yaml"), "--manage-all-nodes",
			"--node-ip=127.0.0.1"),
	}
}

func (c *cluster) processes() []*process {
	return append([]*process{c.etcd, c.apiserver}, c.others...)
}

// bringUp returns when the cluster takes work: the API server is ready, both nodes are, and pods may be created.
func (c *cluster) bringUp(ctx context.Context) error {
	c.operation.Lock()
	defer c.operation.Unlock()
	if err := c.startMissing(ctx); err != nil {
		return err
	}
	for index := range nodesPerCluster {
		err := c.until(ctx, "a node can be created", c.processes(), func() error { return c.api.createNode(ctx, c.spec, index) })
		if err != nil {
			return err
		}
	}
	if err := c.until(ctx, "the nodes are ready", c.processes(), func() error { return c.api.nodesReady(ctx) }); err != nil {
		return err
	}
	return c.until(ctx, "the default service account exists", c.processes(), func() error { return c.api.defaultAccount(ctx) })
}

// startMissing starts what does not run and waits for the API server.
func (c *cluster) startMissing(ctx context.Context) error {
	servers := []*process{c.etcd, c.apiserver}
	for _, p := range servers { // the API server waits for its etcd
		if err := c.startUnlessRunning(ctx, p); err != nil {
			return err
		}
	}
	if err := c.until(ctx, "the API server is ready", servers, func() error { return c.api.ready(ctx) }); err != nil {
		return err
	}
	for _, p := range c.others {
		if err := c.startUnlessRunning(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (c *cluster) startUnlessRunning(ctx context.Context, p *process) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if p.running() {
		return nil
	}
	return p.start()
}

// until asks again and again, and gives up when one of the needed programs has ended or ctx has.
func (c *cluster) until(ctx context.Context, what string, needed []*process, check func() error) error {
	for {
		last := check()
		if last == nil {
			return nil
		}
		for _, p := range needed {
			if !p.running() {
				return p.failure()
			}
		}
		select {
		case <-ctx.Done():
			if cause := context.Cause(ctx); !errors.Is(cause, context.DeadlineExceeded) {
				return cause
			}
			return fmt.Errorf("%w before %s: %v. The API server's last words:\n%s", errTimeout, what, last, c.apiserver.lastLines(6))
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// stopServer takes the API server away; etcd keeps what it knows. False when it was away already.
//
// What works through the API server goes with it, to be started anew: left alone, the controllers and kwok try again
// ever more rarely, and would come back to a server that has returned only after a minute.
func (c *cluster) stopServer() bool {
	c.operation.Lock()
	defer c.operation.Unlock()
	c.taken = true
	ran := c.apiserver.running()
	for _, p := range c.others {
		p.end(0)
	}
	c.apiserver.end(2 * time.Second)
	return ran
}

// startServer brings the API server back on its port, and whatever else of the cluster has ended. False when all ran.
func (c *cluster) startServer(ctx context.Context) (bool, error) {
	c.operation.Lock()
	defer c.operation.Unlock()
	complete := true
	for _, p := range c.processes() {
		complete = complete && p.running()
	}
	c.taken = false
	return !complete, c.startMissing(ctx)
}

// end ends all processes at once: what they know is thrown away with them. The API server goes before its etcd.
func (c *cluster) end() {
	c.operation.Lock()
	defer c.operation.Unlock()
	for _, p := range c.others {
		p.end(0)
	}
	c.apiserver.end(0)
	c.etcd.end(0)
	for _, reserved := range c.ports {
		reserved.release()
	}
}
