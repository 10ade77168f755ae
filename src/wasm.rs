//! The thin boundary to JavaScript: numbers and words out, coded errors, no logic.
//!
//! One instance of the wasm holds the models of one [`load`]. A panic ends the instance (the caller sees a
//! `WebAssembly.RuntimeError`); `www/engine.js` turns that into a coded error and makes a fresh one.

use crate::analysis::BlockKind;
use crate::clean::Markup;
use crate::packed::Packed;
use crate::span::{Offsets, Span, Unit};
use crate::{Error, Memory, Models, Options, encoding};
use js_sys::{Array, Reflect, Uint32Array};
use serde::Deserialize;
use std::cell::{OnceCell, RefCell};
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Performance, TextDecoder};

thread_local! {
    static MODELS: OnceCell<Box<Models>> = const { OnceCell::new() };
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// What JavaScript may choose, positions in UTF-16.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Choices {
    /// Blocks taken up again, see [`Options::keep`].
    keep: Vec<Span>,
    /// Blocks told by the page's markup, see [`Options::markup`].
    markup: Vec<Block>,
    /// Unit of the result's positions.
    unit: UnitName,
    /// Whether to leave a performance measure "wortlaut".
    measure: bool,
}

#[derive(Deserialize)]
struct Block {
    start: u32,
    end: u32,
    kind: BlockKind,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum UnitName {
    Bytes,
    #[default]
    Utf16,
    CodePoints,
}

impl From<UnitName> for Unit {
    fn from(name: UnitName) -> Unit {
        match name {
            UnitName::Bytes => Unit::Bytes,
            UnitName::Utf16 => Unit::Utf16,
            UnitName::CodePoints => Unit::CodePoints,
        }
    }
}

/// Takes the pack of models (see [`Models::from_pack`]); to be called once, before [`analyse`].
///
/// # Errors
/// `bad-model`.
#[wasm_bindgen]
pub fn load(pack: &[u8]) -> Result<(), JsValue> {
    let models = Models::from_pack(pack).map_err(failure)?;
    MODELS.with(|cell| cell.set(Box::new(models))).map_err(|_| failure(Error::BadModel))
}

/// Reads `text` and returns the public value [`Packed`], `[numbers, words]`; `www/packed.js` makes a plain object of it.
///
/// A lone surrogate reaches the core as U+FFFD, one UTF-16 unit as well: positions hold in the caller's own string.
/// `signal` (or anything with a property `aborted`) is looked at between stages.
///
/// # Errors
/// `text-too-long`, `aborted`, `bad-model` (nothing loaded), `bad-option`.
#[wasm_bindgen]
pub fn analyse(text: &str, options: JsValue, signal: Option<AbortSignal>) -> Result<Array, JsValue> {
    let choices: Choices = if options.is_undefined() {
        Choices::default()
    } else {
        serde_wasm_bindgen::from_value(options).map_err(|_| coded("bad-option"))?
    };
    let offsets = Offsets::new(text, Unit::Utf16);
    let bytes = |start, end| Span { start: offsets.byte(start), end: offsets.byte(end) };
    let options = Options {
        unit: choices.unit.into(),
        keep: choices.keep.iter().map(|span| bytes(span.start, span.end)).collect(),
        markup: choices.markup.iter().map(|block| Markup { span: bytes(block.start, block.end), kind: block.kind }).collect(),
    };
    drop(offsets);
    let clock = choices.measure.then(performance).flatten();
    if let Some(clock) = &clock {
        clock.mark("wortlaut-start").ok();
    }
    let go_on = || signal.as_ref().is_none_or(|signal| !signal.aborted());
    let analysis = MODELS.with(|cell| {
        let models = cell.get().ok_or(Error::BadModel)?;
        MEMORY.with_borrow_mut(|memory| crate::analyse_again(models, text, &options, &go_on, memory))
    });
    let Packed { numbers, words, .. } = Packed::new(&analysis.map_err(failure)?);
    let packed = Array::of2(&Uint32Array::from(&numbers[..]), &words.into());
    if let Some(clock) = &clock {
        clock.measure_with_start_mark("wortlaut", "wortlaut-start").ok();
        clock.clear_marks_with_mark_name("wortlaut-start");
    }
    Ok(packed)
}

/// The text of a file's bytes in whatever encoding, a byte-order mark taken off: `[text, encoding]`.
///
/// # Errors
/// `bad-encoding` where the browser does not know the encoding.
#[wasm_bindgen]
pub fn decode(bytes: &[u8]) -> Result<Array, JsValue> {
    let name = encoding::guess(bytes);
    let decoder = TextDecoder::new_with_label(name).map_err(|_| coded("bad-encoding"))?;
    let text = decoder.decode_with_u8_array(bytes).map_err(|_| coded("bad-encoding"))?;
    Ok(Array::of2(&text.into(), &name.into()))
}

/// Ends this instance as a fault in the core would, or as memory that runs out: for tests of the recovery from either.
#[wasm_bindgen]
pub fn crash(memory: bool) {
    while memory {
        std::mem::forget(std::hint::black_box(Vec::<u8>::with_capacity(1 << 28)));
    }
    panic!("asked for");
}

/// Bytes of linear memory that this instance holds; it never shrinks.
#[wasm_bindgen(js_name = memoryBytes)]
pub fn memory_bytes() -> f64 {
    (core::arch::wasm32::memory_size::<0>() * 65_536) as f64
}

/// Number of stretches without white space: the least that a reader of text can do, for comparison.
#[wasm_bindgen(js_name = countWords)]
pub fn count_words(text: &str) -> u32 {
    text.split_whitespace().count() as u32
}

/// The clock of the page, the worker or Node.
fn performance() -> Option<Performance> {
    let clock = Reflect::get(&js_sys::global(), &"performance".into()).ok()?;
    (!clock.is_undefined()).then(|| clock.unchecked_into())
}

fn failure(error: Error) -> JsValue {
    coded(error.code())
}

/// A JavaScript error with a `code`.
fn coded(code: &str) -> JsValue {
    let error = js_sys::Error::new(code);
    Reflect::set(&error, &"code".into(), &code.into()).ok();
    error.into()
}
