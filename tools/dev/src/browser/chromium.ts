import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Names under which systems install it; Google's Chrome is one too. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

export const CHROMIUM_HINT =
  'Install it (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask google-chrome), or set CHROMIUM_PATH to the program.';

/** The machine's Chromium: CHROMIUM_PATH, else what PATH has; null where there is none. */
export async function findChromium(env: NodeJS.ProcessEnv = process.env, platform = process.platform): Promise<string | null> {
  const given = env['CHROMIUM_PATH'];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const usual = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...(platform === 'darwin' ? [MAC] : [])];
  for (const path of given ? [given] : usual) if (await isProgram(path)) return path;
  return null;
}

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
