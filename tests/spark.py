"""Analyses UNIT.jsonl of a folder into the folder UNIT, for every unit, with Spark in local mode: FOLDER MODULES."""

import os
import sys

folder, modules = sys.argv[1:]
sys.path.insert(0, modules)

from pyspark.sql import SparkSession  # noqa: E402

import wortlaut_spark  # noqa: E402

reader = wortlaut_spark.Reader(modules)
# memory that runs out is what a test can make crash
reader._store.set_limits(memory_size=reader._exports["memory"].data_len(reader._store))
assert reader.analyse("„Gut“, sagte Anna. " * 100_000) == (None, "crashed")
assert reader.analyse("„Gut“, sagte Anna.")[1] is None, "a fresh instance"
assert reader.analyse("\ud83d") == (None, "not-a-text"), "a lone surrogate"
assert reader.analyse("„Gut“, sagte Anna.", "miles") == (None, "bad-option")

# small batches, so that there are several
settings = {"spark.ui.enabled": "false", "spark.sql.execution.arrow.maxRecordsPerBatch": "200"}
spark = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
for unit in wortlaut_spark.UNITS:
    articles = spark.read.schema("id string, text string").json(os.path.join(folder, f"{unit}.jsonl")).repartition(2)
    wortlaut_spark.analyse(articles, modules, unit).write.json(os.path.join(folder, unit))
spark.stop()
