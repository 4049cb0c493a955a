package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// access is how an administrator reaches one cluster.
type access struct {
	Name   string // of context, cluster and user alike
	Server string
	CA     []byte
	Admin  keyPair
}

// kubeconfig holds everything in itself: it may be copied anywhere. The first entry's context is the current one.
func kubeconfig(entries []access) []byte {
	encode := base64.StdEncoding.EncodeToString
	var clusters, contexts, users strings.Builder
	for _, entry := range entries {
		// Quoted: a cluster may be called "1" or "true".
		name := fmt.Sprintf("%q", entry.Name)
		fmt.Fprintf(&clusters, "- name: %s\n  cluster:\n    server: %s\n    certificate-authority-data: %s\n",
			name, entry.Server, encode(entry.CA))
		fmt.Fprintf(&contexts, "- name: %s\n  context:\n    cluster: %s\n    user: %s\n", name, name, name)
		fmt.Fprintf(&users, "- name: %s\n  user:\n    client-certificate-data: %s\n    client-key-data: %s\n",
			name, encode(entry.Admin.Certificate), encode(entry.Admin.Key))
	}
	return fmt.Appendf(nil, "apiVersion: v1\nkind: Config\ncurrent-context: %q\nclusters:\n%scontexts:\n%susers:\n%s",
		entries[0].Name, clusters.String(), contexts.String(), users.String())
}

// writeWhole puts the file there in one step: whoever sees it sees all of it.
func writeWhole(path string, content []byte) error {
	temporary := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".new")
	if err := os.WriteFile(temporary, content, 0o600); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
