/** Dockerfiles: what images are built from. */
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { linesOf, manifestBytesMax } from '../component-reader.ts';
import { imageComponent, kindOfImage, readImage } from '../images.ts';

export const dockerfile: ComponentReader = {
  format: 'Dockerfile',
  reads: (path) =>
    /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.[Dd]ockerfile$/.test(path) &&
    !path.endsWith('.dockerignore'),
  bytesMax: manifestBytesMax,
  *read(source, { warnings }): Generator<FoundComponent> {
    const args = new Map<string, string>();
    const stages = new Set<string>();
    const images: { readonly text: string; readonly line: number; readonly stage: string }[] = [];
    for (const [text, line] of linesOf(source, warnings)) {
      const [, arg, value] = /^\s*ARG\s+(\w+)=["']?([^\s"']*)/i.exec(text) ?? [];
      if (arg !== undefined && value !== undefined) args.set(arg, value);
      const [, from, stage = ''] = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(text) ?? [];
      if (from === undefined) continue;
      const filled = from.replace(
        /\$\{?(\w+)(?::?-([^}]*))?\}?/g,
        (whole, name: string, other?: string) => args.get(name) ?? other ?? whole,
      );
      images.push({ text: filled, line, stage: stage.toLowerCase() });
    }
    for (const [at, { text, line, stage }] of images.entries()) {
      const isStage = stages.has(text.toLowerCase());
      if (stage !== '') stages.add(stage);
      if (isStage || text === 'scratch') continue;
      const image = readImage(text);
      if (image === null) {
        warnings.add('unresolved-image', 'the image depends on what is given to the build', {
          file: source.path,
          line,
        });
        continue;
      }
      const scope = at === images.length - 1 ? 'runtime' : 'development';
      // An image of a database that one builds upon is still a container here; a runtime or a system is what it brings.
      const kind = kindOfImage(image);
      yield imageComponent(image, { scope, line, kind });
    }
  },
};
