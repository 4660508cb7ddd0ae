/** The reader of YAML and JSON files, for contracts and flows: plain data with the place of every part. */

export { type Position, readYaml, type YamlFile, type YamlFinding } from './yaml-file.ts';
export { textsOfYaml } from './yaml-texts.ts';
