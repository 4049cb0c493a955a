package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"time"
)

// keyPair is a certificate and its private key, both in PEM.
type keyPair struct {
	Certificate []byte
	Key         []byte
}

// authority is a cluster's own certificate authority: no cluster trusts another's clients.
type authority struct {
	keyPair
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func template(commonName string) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: commonName},
		NotBefore:    time.Now().Add(-time.Hour), // clocks of virtual machines step back
		NotAfter:     time.Now().AddDate(1, 0, 0),
		KeyUsage:     x509.KeyUsageDigitalSignature,
	}, err
}

func newAuthority(cluster string) (*authority, error) {
	request, err := template(cluster + "-ca")
	if err != nil {
		return nil, err
	}
	request.IsCA = true
	request.BasicConstraintsValid = true
	request.KeyUsage |= x509.KeyUsageCertSign
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	pair, certificate, err := sign(request, request, key, key)
	return &authority{keyPair: pair, certificate: certificate, key: key}, err
}

// serverPair is for a server on this machine's loopback interface.
func (a *authority) serverPair() (keyPair, error) {
	request, err := template("kube-apiserver")
	if err != nil {
		return keyPair{}, err
	}
	request.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	request.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	request.DNSNames = []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"}
	return a.issue(request)
}

// adminPair is a client that may do everything: RBAC knows its group.
func (a *authority) adminPair() (keyPair, error) {
	request, err := template("fleet-admin")
	if err != nil {
		return keyPair{}, err
	}
	request.Subject.Organization = []string{"system:masters"}
	request.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	return a.issue(request)
}

func (a *authority) issue(request *x509.Certificate) (keyPair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return keyPair{}, err
	}
	pair, _, err := sign(request, a.certificate, key, a.key)
	return pair, err
}

func sign(request, parent *x509.Certificate, key, parentKey *ecdsa.PrivateKey) (keyPair, *x509.Certificate, error) {
	der, err := x509.CreateCertificate(rand.Reader, request, parent, &key.PublicKey, parentKey)
	if err != nil {
		return keyPair{}, nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return keyPair{}, nil, err
	}
	private, err := privatePEM(key)
	return keyPair{pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), private}, certificate, err
}

// serviceAccountPair signs and checks the tokens of service accounts; Certificate holds the bare public key.
func serviceAccountPair() (keyPair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return keyPair{}, err
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return keyPair{}, err
	}
	private, err := privatePEM(key)
	return keyPair{pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}), private}, err
}

func privatePEM(key *ecdsa.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), err
}
