//! One error type with stable codes; messages may change, codes do not.

use std::fmt;

/// What can go wrong. Every variant has a stable [`code`](Error::code).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The text is longer than [`MAX_BYTES`](crate::MAX_BYTES).
    TextTooLong,
    /// A model or word table is damaged or of another version.
    BadModel,
    /// The caller asked to stop.
    Aborted,
}

impl Error {
    /// The stable name of this error, the same in Rust, JavaScript and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Error::TextTooLong => "text-too-long",
            Error::BadModel => "bad-model",
            Error::Aborted => "aborted",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Error {}
