//! The boundary for hosts that are no JavaScript: four functions over bytes in linear memory, JSON out, no imports.
//!
//! The host calls [`input`] with a length, writes that many bytes to the address it gets, and then [`load`] (a pack of
//! models, once) or [`analyse`] (a text in UTF-8). Both leave their answer, JSON in UTF-8, where [`output`] says, until
//! the next call: the public value, `null`, or `{"error": CODE}`. A panic ends the instance.

// the names that a host calls have to be kept, which counts as unsafe; nothing else here does
#![allow(unsafe_code)]

use crate::{Error, Models, Options, Unit};
use std::cell::{OnceCell, RefCell};

thread_local! {
    static MODELS: OnceCell<Box<Models>> = const { OnceCell::new() };
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Makes room for `length` bytes of input; returns the address to write them to.
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> *mut u8 {
    INPUT.with_borrow_mut(|bytes| {
        bytes.clear();
        bytes.resize(length, 0);
        bytes.as_mut_ptr()
    })
}

/// Takes the pack of models that was written (see [`Models::from_pack`]); returns the length of the answer in bytes.
/// Errors: `bad-model`, also where models are loaded already.
#[unsafe(no_mangle)]
pub extern "C" fn load() -> usize {
    let pack = INPUT.take();
    let loaded =
        Models::from_pack(&pack).and_then(|models| MODELS.with(|cell| cell.set(Box::new(models))).map_err(|_| Error::BadModel));
    answer(loaded.map(|()| "null".to_owned()).map_err(Error::code))
}

/// Reads the text that was written; returns the length of the answer in bytes.
/// `unit` of its positions: 0 bytes, 1 UTF-16, 2 code points.
/// Errors: `not-a-text` (no UTF-8), `bad-option`, `bad-model` (nothing loaded), `text-too-long`.
#[unsafe(no_mangle)]
pub extern "C" fn analyse(unit: u32) -> usize {
    answer(read(&INPUT.take(), unit))
}

/// Where the last answer lies.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    OUTPUT.with_borrow(|answer| answer.as_ptr())
}

fn read(bytes: &[u8], unit: u32) -> Result<String, &'static str> {
    let text = str::from_utf8(bytes).map_err(|_| "not-a-text")?;
    let unit = *[Unit::Bytes, Unit::Utf16, Unit::CodePoints].get(unit as usize).ok_or("bad-option")?;
    let options = Options { unit, ..Options::default() };
    MODELS.with(|cell| {
        let models = cell.get().ok_or(Error::BadModel.code())?;
        let analysis = crate::analyse_with(models, text, &options, &|| true).map_err(Error::code)?;
        serde_json::to_string(&analysis).map_err(|_| "bad-result")
    })
}

fn answer(result: Result<String, &'static str>) -> usize {
    let json = result.unwrap_or_else(|code| format!("{{\"error\":\"{code}\"}}"));
    OUTPUT.with_borrow_mut(|answer| {
        *answer = json;
        answer.len()
    })
}
