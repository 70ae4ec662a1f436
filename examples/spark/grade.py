"""Grades records with Spark: every partition is piped through `gradbook grade --stream`.

    spark-submit grade.py hw3.md records.jsonl grades --gradbook /usr/local/bin/gradbook

Program and assignment must lie under the same path on every worker (`--files` puts them there).
Lines keep their order: grades/part-00000, grades/part-00001 ... one after the other are what one
process would have written.
"""

import argparse
import shlex

from pyspark.sql import SparkSession


def main() -> None:
    parser = argparse.ArgumentParser(description="Grade records with Spark.")
    parser.add_argument("assignment")
    parser.add_argument("records", help="a file of records, a line each")
    parser.add_argument("output", help="the folder to write, which must not be there")
    parser.add_argument("--gradbook", default="gradbook")
    parser.add_argument("--partitions", type=int, default=None)
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("gradbook").getOrCreate()
    command = shlex.join(
        [arguments.gradbook, "grade", arguments.assignment, "--stream", "--jobs", "1"]
    )
    records = spark.sparkContext.textFile(arguments.records, arguments.partitions)
    # Wrong answers end with the status 0: any other is a failure, and the task is tried again.
    records.pipe(command, checkCode=True).saveAsTextFile(arguments.output)
    spark.stop()


if __name__ == "__main__":
    main()
