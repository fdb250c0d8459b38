package auth

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"github.com/tonglu/portal/internal/fault"
)

// Bounds of a password's length, in characters.
const (
	MinPassword = 10
	MaxPassword = 200
)

// parameters are OWASP's second choice for argon2id: 19 MiB, two passes. A hash takes about 0.1 s.
var parameters = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashers holds the memory and the processors that hashing takes; waiting holds the line before it.
var (
	hashers = make(chan struct{}, 2)
	waiting = make(chan struct{}, 100)
)

// CheckPassword adds a fault at path when the password is too short or too long.
func CheckPassword(path, password string, fields *fault.Fields) {
	if n := utf8.RuneCountInString(password); n < MinPassword || n > MaxPassword || len(password) > 4*MaxPassword {
		fields.Add(path, "password.length", fault.Params{"min": MinPassword, "max": MaxPassword})
	}
}

// HashPassword hashes a password for users.password_hash.
func HashPassword(ctx context.Context, password string) (hash string, err error) {
	err = inTurn(ctx, func() error {
		hash, err = argon2id.CreateHash(password, parameters)
		return err
	})
	return hash, err
}

// VerifyPassword reports whether the password has the hash. Without a hash it takes as long and reports false,
// so that nobody can tell by the clock whether an address is known.
func VerifyPassword(ctx context.Context, password, hash string) (ok bool, err error) {
	known := hash != ""
	if !known {
		hash = nobodysHash
	}
	if len(password) > 4*MaxPassword { // nobody can have chosen it
		password = ""
	}
	err = inTurn(ctx, func() error {
		ok, err = argon2id.ComparePasswordAndHash(password, hash)
		return err
	})
	return ok && known, err
}

// nobodysHash has the parameters of a real one.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$T0zMbhXjJKp9C9UO958QzQ$pPOrTa5kJQGB4n91HRysaT5pseDzo2Y8zeEm9qvpU7w"

// inTurn runs fn when a hasher is free. Returns Unavailable when the line is too long, and ctx's error when
// the caller leaves.
func inTurn(ctx context.Context, fn func() error) error {
	select {
	case waiting <- struct{}{}:
		defer func() { <-waiting }()
	default:
		return fault.New(fault.Unavailable, "unavailable", nil)
	}
	select {
	case hashers <- struct{}{}:
		defer func() { <-hashers }()
	case <-ctx.Done():
		return fmt.Errorf("waiting to hash a password: %w", ctx.Err())
	}
	return fn()
}
