package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// apiClient asks one API server the few things that bringing a cluster up needs.
type apiClient struct {
	server string
	http   *http.Client
}

func newAPIClient(to access) (*apiClient, error) {
	pair, err := tls.X509KeyPair(to.Admin.Certificate, to.Admin.Key)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(to.CA)
	return &apiClient{
		server: to.Server,
		http: &http.Client{
			Timeout: 5 * time.Second,
			Transport: &http.Transport{
				TLSClientConfig:   &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{pair}},
				ForceAttemptHTTP2: true,
			},
		},
	}, nil
}

// call fails on any answer that is not a success; into may be nil.
func (a *apiClient) call(ctx context.Context, method, path string, body, into any) error {
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, a.server+path, content)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := a.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		return &statusError{response.StatusCode, fmt.Sprintf("%s %s: %s: %.300s", method, path, response.Status, answer)}
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer, into)
}

type statusError struct {
	code int
	text string
}

func (e *statusError) Error() string { return e.text }

func (a *apiClient) ready(ctx context.Context) error {
	return a.call(ctx, http.MethodGet, "/readyz", nil, nil)
}

func (a *apiClient) defaultAccount(ctx context.Context) error {
	return a.call(ctx, http.MethodGet, "/api/v1/namespaces/default/serviceaccounts/default", nil, nil)
}

// createNode is content with a node that exists already.
func (a *apiClient) createNode(ctx context.Context, spec Spec, index int) error {
	name := fmt.Sprintf("%s-node-%d", spec.Name, index+1)
	labels := map[string]string{
		"kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
		"node.kubernetes.io/instance-type": "simulated",
	}
	if spec.Region != "" {
		labels["topology.kubernetes.io/region"] = spec.Region
		labels["topology.kubernetes.io/zone"] = spec.zone(index)
	}
	size := map[string]string{"cpu": "8", "memory": "16Gi", "pods": "110"}
	err := a.call(ctx, http.MethodPost, "/api/v1/nodes", map[string]any{
		"apiVersion": "v1", "kind": "Node",
		"metadata": map[string]any{"name": name, "labels": labels},
		"status":   map[string]any{"capacity": size, "allocatable": size},
	}, nil)
	if refused, is := err.(*statusError); is && refused.code == http.StatusConflict {
		return nil
	}
	return err
}

// nodesReady: kwok has made them Ready and the controllers have let pods onto them.
func (a *apiClient) nodesReady(ctx context.Context) error {
	var nodes struct {
		Items []struct {
			Metadata struct{ Name string }
			Spec     struct{ Taints []struct{ Key string } }
			Status   struct {
				Conditions []struct{ Type, Status string }
			}
		}
	}
	if err := a.call(ctx, http.MethodGet, "/api/v1/nodes", nil, &nodes); err != nil {
		return err
	}
	ready := 0
	for _, node := range nodes.Items {
		if len(node.Spec.Taints) > 0 {
			return fmt.Errorf("%s has the taint %s", node.Metadata.Name, node.Spec.Taints[0].Key)
		}
		for _, condition := range node.Status.Conditions {
			if condition.Type == "Ready" && condition.Status == "True" {
				ready++
			}
		}
	}
	if ready < nodesPerCluster {
		return fmt.Errorf("%d of %d nodes are Ready", ready, nodesPerCluster)
	}
	return nil
}
