/** What a made contract set is about: applications of five entities, and five messages about each. Equal sizes give equal plans. */

type MessageKind = 'create' | 'get' | 'reply' | 'created' | 'state';

export interface Message {
  readonly kind: MessageKind;
  /** Of its record and its Message Object: `CreateParcel`. */
  readonly record: string;
  /** Of its schema file, without the ending: `create-parcel`. */
  readonly file: string;
  /** `shipping.parcel.create.v1`. */
  readonly name: string;
  /** Counts over the whole set from 0; decides which fields its record has. */
  readonly index: number;
}

export interface Entity {
  /** `parcel`. */
  readonly name: string;
  /** `Parcel`. */
  readonly title: string;
  readonly messages: readonly Message[];
}

export interface Application {
  readonly title: string;
  readonly folder: string;
  readonly namespace: string;
  readonly entities: readonly Entity[];
}

const DOMAINS = ['shipping', 'billing', 'catalog', 'payroll', 'fleet', 'claims', 'tickets', 'stock', 'travel', 'energy'];
const NOUNS = ['parcel', 'invoice', 'contract', 'account', 'schedule'];
const KINDS: readonly MessageKind[] = ['create', 'get', 'reply', 'created', 'state'];

const MESSAGES_OF_AN_APPLICATION = NOUNS.length * KINDS.length;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `count` is rounded up to whole entities: a multiple of five. */
export const planSet = (count: number): readonly Application[] => {
  const entities = Math.ceil(count / KINDS.length);
  return Array.from({ length: Math.ceil(entities / NOUNS.length) }, (_, index) => {
    const round = Math.floor(index / DOMAINS.length);
    const folder = `${DOMAINS[index % DOMAINS.length] ?? ''}${round === 0 ? '' : round + 1}`;
    const first = index * NOUNS.length;
    const names = NOUNS.slice(0, Math.min(NOUNS.length, entities - first));
    return {
      title: `ez-${folder}`,
      folder,
      namespace: `made.${folder}`,
      entities: names.map((name, place) => planEntity(folder, name, index * MESSAGES_OF_AN_APPLICATION + place * KINDS.length)),
    };
  });
};

const planEntity = (folder: string, name: string, first: number): Entity => {
  const title = capital(name);
  const records: Readonly<Record<MessageKind, string>> = {
    create: `Create${title}`,
    get: `Get${title}`,
    reply: `${title}Reply`,
    created: `${title}Created`,
    state: `${title}State`,
  };
  return {
    name,
    title,
    messages: KINDS.map((kind, place) => ({
      kind,
      record: records[kind],
      file: records[kind].replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase(),
      name: `${folder}.${name}.${kind}.v1`,
      index: first + place,
    })),
  };
};
