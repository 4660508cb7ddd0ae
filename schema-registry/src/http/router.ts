import { HttpError, notFound } from './http-error.ts';
import type { Route } from './route.ts';

interface Branch {
  readonly fixed: Map<string, Branch>;
  parameter?: { readonly name: string; readonly branch: Branch };
  readonly routes: Map<string, Route>;
}

interface Found {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

/** Finds routes by the decoded parts of a path. */
export class Router {
  readonly #root = newBranch();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add(route);
  }

  /** Throws an HttpError: 404 for a path nobody knows, 405 for a method the path has not. */
  find(method: string, parts: readonly string[]): Found {
    const path: Record<string, string> = {};
    const branch = follow(this.#root, parts, 0, path);
    if (branch === undefined) throw notFound();
    const route = branch.routes.get(method === 'HEAD' ? 'GET' : method);
    if (route !== undefined) return { route, path };
    const allow = [...branch.routes.keys()].join(', ');
    throw new HttpError(405, `HTTP 405 Method Not Allowed: ${[...branch.routes.values()][0]?.path} takes ${allow}, not ${method}.`, {
      headers: { allow },
    });
  }

  #add(route: Route): void {
    let branch = this.#root;
    for (const part of route.path.split('/').filter((text) => text !== '')) {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name === undefined) {
        const next = branch.fixed.get(part) ?? newBranch();
        branch.fixed.set(part, next);
        branch = next;
      } else {
        branch.parameter ??= { name, branch: newBranch() };
        if (branch.parameter.name !== name) throw new Error(`${route.path} calls {${branch.parameter.name}} otherwise than another route`);
        branch = branch.parameter.branch;
      }
    }
    if (branch.routes.has(route.method)) throw new Error(`${route.method} ${route.path} is there twice`);
    branch.routes.set(route.method, route);
  }
}

const newBranch = (): Branch => ({ fixed: new Map(), routes: new Map() });

/** A fixed part goes before a parameter, and the parameter is tried when nothing comes of it: a subject may be called `versions`. */
function follow(branch: Branch, parts: readonly string[], at: number, path: Record<string, string>): Branch | undefined {
  const part = parts[at];
  if (part === undefined) return branch.routes.size > 0 ? branch : undefined;
  const fixed = branch.fixed.get(part);
  const found = fixed === undefined ? undefined : follow(fixed, parts, at + 1, path);
  if (found !== undefined || branch.parameter === undefined) return found;
  path[branch.parameter.name] = part;
  return follow(branch.parameter.branch, parts, at + 1, path);
}
