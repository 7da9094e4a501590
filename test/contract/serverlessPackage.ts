import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";

const projectRoot = join(import.meta.dirname, "../..");

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The service as `osls package` makes it, in a directory of its own, so that nothing else that packages gets in the way. */
export async function packageService(options: { readonly sites: string }) {
  const dir = await mkdtemp(join(tmpdir(), "failover-package-"));
  for (const name of ["functions", "infra", "node_modules", "package.json", "shared"]) {
    await symlink(join(projectRoot, name), join(dir, name));
  }
  await cp(join(projectRoot, "serverless.yml"), join(dir, "serverless.yml"));
  const env = {
    PATH: `${projectRoot}/node_modules/.bin:${process.env["PATH"]}`,
    // No profile, no credentials, no address of AWS: packaging asks the network for nothing.
    HOME: dir,
    FAILOVER_SITES: options.sites,
  };
  const run = promisify(execFile)("osls", ["package", "--stage", "test"], {
    cwd: dir,
    env,
    timeout: 120_000,
  });
  // An open pipe as stdin may be waited for.
  run.child.stdin?.end();
  const remove = () => rm(dir, { recursive: true, force: true });
  await run.catch(async (fault: unknown) => {
    await remove();
    throw fault;
  });
  const packaged = join(dir, ".serverless");
  const template = await readFile(join(packaged, "cloudformation-template-update-stack.json"), "utf8");
  return {
    dir,
    template: JSON.parse(template) as Template,
    files: async (name: string) => unzip(await readFile(join(packaged, `${name}.zip`))),
    remove,
  };
}

/** A zip's files by name. Its directory is at the end, and says where each begins. Source: PKWARE's APPNOTE, 4.3. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    files.set(name, content(zip, zip.readUInt32LE(at + 42), packed, zip.readUInt16LE(at + 10)));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

function content(zip: Buffer, header: number, packed: number, method: number): Buffer {
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const bytes = zip.subarray(start, start + packed);
  return method === 0 ? bytes : inflateRawSync(bytes);
}
