/**
 * A plugin that lets osls accept the top-level key `build` of serverless.yml, which only Serverless v4 needs and knows.
 * Without it osls' check of the whole file would have to be turned down to warnings.
 */
module.exports = class BuildKey {
  constructor({ configSchemaHandler }) {
    if ("build" in configSchemaHandler.schema.properties) return;
    configSchemaHandler.defineTopLevelProperty("build", { type: "object" });
  }
};
