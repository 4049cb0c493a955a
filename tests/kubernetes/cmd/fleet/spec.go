package main

import (
	"fmt"
	"regexp"
	"strings"
)

// Spec is one NAME[:REGION[:ZONE]] of the command line.
type Spec struct {
	Name   string
	Region string // empty: the nodes do not say where they are
	Zone   string // empty: one zone of the region for each node
}

var (
	nameForm  = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`)
	labelForm = regexp.MustCompile(`^[A-Za-z0-9]([-_.A-Za-z0-9]{0,60}[A-Za-z0-9])?$`)
	// reserved are the names of other things in the fleet's folder.
	reserved = map[string]bool{"kubeconfig": true, "kubectl": true}
)

func parseSpecs(arguments []string) ([]Spec, error) {
	var specs []Spec
	seen := map[string]bool{}
	for _, argument := range arguments {
		spec, err := parseSpec(argument)
		if err != nil {
			return nil, err
		}
		if seen[spec.Name] {
			return nil, fmt.Errorf("the name %q is given twice", spec.Name)
		}
		seen[spec.Name] = true
		specs = append(specs, spec)
	}
	if len(specs) == 0 {
		return nil, fmt.Errorf("name at least one cluster: NAME[:REGION[:ZONE]], for example gke:us-east1")
	}
	return specs, nil
}

func parseSpec(argument string) (Spec, error) {
	parts := strings.Split(argument, ":")
	if len(parts) > 3 {
		return Spec{}, fmt.Errorf("%q has more than three parts; write NAME[:REGION[:ZONE]]", argument)
	}
	parts = append(parts, "", "")
	spec := Spec{Name: parts[0], Region: parts[1], Zone: parts[2]}
	switch {
	case !nameForm.MatchString(spec.Name):
		return Spec{}, fmt.Errorf("%q is no cluster name: at most 63 of a-z, 0-9 and '-', '-' only inside", spec.Name)
	case reserved[spec.Name]:
		return Spec{}, fmt.Errorf("%q cannot be a cluster's name: D/%s is something else", spec.Name, spec.Name)
	case spec.Region == "" && strings.Contains(argument, ":"):
		return Spec{}, fmt.Errorf("%q names no region after the ':'", argument)
	case spec.Zone == "" && strings.Count(argument, ":") == 2:
		return Spec{}, fmt.Errorf("%q names no zone after the second ':'", argument)
	}
	for _, value := range []string{spec.Region, spec.Zone} {
		if value != "" && !labelForm.MatchString(value) {
			return Spec{}, fmt.Errorf("%q cannot be the value of a label", value)
		}
	}
	return spec, nil
}

// zone of the node with this index (from 0). Without a given ZONE the nodes lie in the region's first zones, spelled as
// the cloud with such region names spells them: us-west-2a (AWS), us-east1-a (Google Cloud), westeurope-1 (Azure).
func (s Spec) zone(node int) string {
	if s.Zone != "" || s.Region == "" {
		return s.Zone
	}
	letter := string(rune('a' + node))
	switch {
	case regexp.MustCompile(`-[0-9]+$`).MatchString(s.Region):
		return s.Region + letter
	case regexp.MustCompile(`-[a-z]+[0-9]+$`).MatchString(s.Region):
		return s.Region + "-" + letter
	}
	return fmt.Sprintf("%s-%d", s.Region, node+1)
}
