/** The esbuild plugins of serverless.yml, in CommonJS because serverless-esbuild requires them. */
const { builtinsWithoutFacade } = require("./builtinsWithoutFacade.ts");
const { credentialsFromEnvironment } = require("./credentialsFromEnvironment.ts");
const { sitesInside } = require("./sitesInside.ts");

module.exports = () => [sitesInside(), credentialsFromEnvironment(), builtinsWithoutFacade()];
