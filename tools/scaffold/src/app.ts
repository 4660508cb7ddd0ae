import { didYouMean } from '@vyarna/avro';
import type { Bundle } from '@vyarna/contract';
import { camelCase, pascalCase } from '@vyarna/loader';
import { ScaffoldError } from './scaffold-error.ts';
import { snakeCase } from './text/words.ts';

/** The names of one application, all from one. */
export interface App {
  /** `ez-invoice`, in `info.title`. */
  readonly title: string;
  /** `invoice`, below `contracts/` and `services/`; the domain in addresses and message names. */
  readonly folder: string;
  /** `invoice` and `Invoice`, in code. */
  readonly camel: string;
  readonly pascal: string;
  /** Of its Avro types: `vyarna.invoice`. */
  readonly namespace: string;
  /** Its PostgreSQL schema and role. */
  readonly schema: string;
  readonly document: string;
  /** `services/invoice/src` */
  readonly source: string;
}

const appOf = (title: string, folder: string): App => ({
  title,
  folder,
  camel: camelCase(folder),
  pascal: pascalCase(folder),
  namespace: `vyarna.${folder.replaceAll('-', '')}`,
  schema: snakeCase(folder),
  document: `contracts/${folder}/asyncapi.yaml`,
  source: `services/${folder}/src`,
});

/** Taken by folders of `contracts/` and `generated/`, and by schemas and programs of the platform. */
const TAKEN = ['asyncapi', 'bus', 'draft', 'gateway', 'postgres', 'public', 'registry', 'types', 'waveflow'];

/** A new application by its title or its folder. Throws EXISTS or INVALID. */
export const newApp = ({ apps }: Bundle, name: string): App => {
  const folder = name.replace(/^ez-/, '');
  if (!isName(folder) || folder.length > 40) {
    throw new ScaffoldError('INVALID', `An application is named in lower case with hyphens, such as ez-invoice, not ${name}.`);
  }
  if (TAKEN.includes(folder)) throw new ScaffoldError('INVALID', `${folder} is a name of the platform's own: choose another.`);
  const twin = Object.values(apps).find((app) => app.folder === folder || app.title === name);
  if (twin !== undefined) throw new ScaffoldError('EXISTS', `${twin.title} is there already, in contracts/${twin.folder}.`);
  return appOf(`ez-${folder}`, folder);
};

/** The application with that title or folder. Throws MISSING, naming the closest. */
export const findApp = ({ apps }: Bundle, name: string): App => {
  const found = Object.values(apps).find(({ title, folder }) => title === name || folder === name);
  if (found !== undefined) return appOf(found.title, found.folder);
  const titles = Object.values(apps).map(({ title }) => title);
  throw new ScaffoldError('MISSING', `There is no application ${name}. ${didYouMean(name, titles, `vyarna new app ${name} makes it.`)}`);
};

/** `business-unit`: lower case, digits, hyphens between. */
export const isName = (name: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name);
