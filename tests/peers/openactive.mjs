// Says what OpenActive's own validator finds wrong in the page of an RPDE feed that comes by stdin. No network.
import { readFileSync } from "node:fs";
import validator from "@openactive/data-model-validator";

const feed = JSON.parse(readFileSync(0, "utf8"));
const found = await validator.validate(feed, {
  loadRemoteJson: false,
  rpdeItemLimit: 1000,
  validationMode: "RPDEFeed",
});
const wrong = found.filter((each) => each.severity === "failure");
process.stdout.write(JSON.stringify(wrong.map(({ type, path, message }) => ({ type, path, message }))));
