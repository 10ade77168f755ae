"""Who says what in archives that outgrow one machine: Wortlaut's wasm in every Python worker of Spark.

    from pyspark.sql import SparkSession
    import wortlaut_spark

    spark = SparkSession.builder.getOrCreate()
    articles = spark.read.parquet("articles")                     # columns id (string) and text (string)
    wortlaut_spark.analyse(articles, "target/spark").write.parquet("analyses")

`npm run spark` builds target/spark. Driver and cluster need what its requirements.txt lists.
"""

import functools
import json
import os
from typing import Iterator

import pandas as pd
import wasmtime
from pyspark import SparkFiles
from pyspark.sql import DataFrame

#: Columns of the result: `analysis` is JSON as in the other interfaces, `error` a code; one of both is null.
SCHEMA = "id string, analysis string, error string"

#: What positions count: with code points, text[start:end] are the words in Python.
UNITS = {"bytes": 0, "utf16": 1, "code-points": 2}


class Reader:
    """One instance of the wasm; a fresh one after a crash. Not to be shared between threads."""

    def __init__(self, folder: str):
        """`folder` holds wortlaut.wasm and models.bin. Raises ValueError with a code where they do not fit."""
        self._engine = wasmtime.Engine()
        self._module = wasmtime.Module.from_file(self._engine, os.path.join(folder, "wortlaut.wasm"))
        with open(os.path.join(folder, "models.bin"), "rb") as file:
            self._models = file.read()
        self._start()

    def analyse(self, text: str | None, unit: str = "code-points") -> tuple[str | None, str | None]:
        """The analysis of a text as JSON, or the code of an error: one of both is None. A crash costs this text alone."""
        if not isinstance(text, str):
            return None, "not-a-text"
        try:
            # the wasm refuses lone surrogates, and a unit that it does not know
            answer = self._call("analyse", text.encode(errors="surrogatepass"), UNITS.get(unit, -1))
        except wasmtime.Trap:
            self._start()
            return None, "crashed"
        if answer.startswith('{"error":'):
            return None, json.loads(answer)["error"]
        return answer, None

    def _start(self) -> None:
        self._store = wasmtime.Store(self._engine)
        self._exports = wasmtime.Instance(self._store, self._module, []).exports(self._store)
        answer = json.loads(self._call("load", self._models))
        if answer is not None:
            raise ValueError(answer["error"])

    def _call(self, name: str, content: bytes, *options: int) -> str:
        store, memory = self._store, self._exports["memory"]
        memory.write(store, content, self._address("input", len(content)))
        length = self._exports[name](store, *options)
        start = self._address("output")
        return memory.read(store, start, start + length).decode()

    def _address(self, name: str, *options: int) -> int:
        # wasm has no sign, Python sees one
        return self._exports[name](self._store, *options) & 0xFFFFFFFF


@functools.cache
def _reader(folder: str) -> Reader:
    """One for a worker, which reads many partitions: compiling takes a moment."""
    return Reader(folder)


def analyse(articles: DataFrame, folder: str, unit: str = "code-points") -> DataFrame:
    """Analyses a data frame of Spark.

    `articles` has the columns `id` and `text`, strings; `folder` is target/spark. The result has the columns of SCHEMA,
    a row an article; an article without a text has the error `not-a-text`. Raises ValueError("bad-option") for a unit
    that is none of UNITS.
    """
    if unit not in UNITS:
        raise ValueError("bad-option")
    context = articles.sparkSession.sparkContext
    for name in ("wortlaut.wasm", "models.bin"):
        context.addFile(os.path.join(folder, name))
    context.addPyFile(os.path.join(folder, "wortlaut_spark.py"))

    def read(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        reader = _reader(SparkFiles.getRootDirectory())
        for batch in batches:
            rows = [(name, *reader.analyse(text, unit)) for name, text in zip(batch["id"], batch["text"])]
            yield pd.DataFrame(rows, columns=["id", "analysis", "error"])

    return articles.select("id", "text").mapInPandas(read, SCHEMA)
