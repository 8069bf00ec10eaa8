using Microsoft.Playwright;
using Xunit;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>A browser window, and what went wrong in it: an error on the page or in its scripts, or a request to anywhere but the service.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> faults = [];

    private Visit(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    public static async Task<Visit> Of(IBrowserContext context, Uri service)
    {
        var visit = new Visit(context, await context.NewPageAsync());
        visit.Page.PageError += (_, error) => visit.faults.Add(error);
        visit.Page.Console += (_, line) =>
        {
            // What is not there (404) or needs a key first (401) the browser itself calls an error.
            if (line.Type == "error" && !line.Text.Contains("the server responded with a status of 40", StringComparison.Ordinal))
            {
                visit.faults.Add($"{line.Text} at {line.Location}");
            }
        };
        visit.Page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme is "http" or "https" && address.Authority != service.Authority)
            {
                visit.faults.Add($"asked {request.Url}");
            }
        };
        visit.Service = service;
        return visit;
    }

    public async Task Go(string path) => await Page.GotoAsync(new Uri(Service, path).ToString());

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>A cell of a table by the beginning of its row's name.</summary>
    public async Task<string> Cell(string section, string row, int column) =>
        await Page.Locator($"{section} tbody tr").Filter(new() { Has = Page.Locator("th", new() { HasText = row }) }).First.Locator("th, td").Nth(column).InnerTextAsync();

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        Assert.Empty(faults);
    }

    private Uri Service { get; set; } = null!;
}
