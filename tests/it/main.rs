//! Passdown from outside: one binary for all integration tests.

mod conformance;
